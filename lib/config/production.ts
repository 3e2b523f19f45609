import type { EnvironmentInput } from "./schema";

export const production: EnvironmentInput = {
  environment: "production",
  region: "us-east-1",
  // Two years: an audit looks back on the whole year before its own.
  retentionDays: { audit: 731, security: 731 },
  search: {
    kind: "domain",
    dataNodes: { instanceType: "r7g.large.search", count: 3, volumeGiB: 200 },
    masterNodes: { instanceType: "m7g.large.search" },
    availabilityZones: 3,
  },
  sentry: {},
  datadog: {},
  // Four logs at peak, each with a batch under way and one that is tried again.
  forwarding: { reservedConcurrency: 20 },
};

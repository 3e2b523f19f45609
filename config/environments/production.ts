import type { EnvironmentInput } from "../schema";

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
  // Each sink by itself, and a week of log events kept while a forwarder is mended. Four shards to begin with, each with
  // two batches under way, and as many again when the stream doubles.
  forwarding: { topology: "kinesis", reservedConcurrency: 20 },
};

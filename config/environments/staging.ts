import type { EnvironmentInput } from "../schema";

/** Production in small: the same parts, fewer and smaller. */
export const staging: EnvironmentInput = {
  environment: "staging",
  region: "us-east-1",
  search: {
    kind: "domain",
    dataNodes: { instanceType: "r7g.medium.search", count: 2, volumeGiB: 50 },
    // Two data nodes cannot elect a master between them.
    masterNodes: { instanceType: "m7g.medium.search" },
    availabilityZones: 2,
  },
  sentry: {},
  datadog: {},
};

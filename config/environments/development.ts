import type { EnvironmentInput } from "../schema";

/** Where changes are tried first: small, short-lived, free to delete. */
export const development: EnvironmentInput = {
  environment: "development",
  region: "us-east-1",
  deletionProtection: false,
  app: { logLevel: "DEBUG" },
  retentionDays: { application: 7, performance: 3 },
  search: {
    kind: "domain",
    // One burstable node: a lost index is made again by the next test run.
    dataNodes: { instanceType: "t3.small.search", count: 1, volumeGiB: 10 },
    availabilityZones: 1,
  },
  // So few requests that a share of them would show nothing.
  sentry: { tracesSampleRate: 1, profilesSampleRate: 1 },
};

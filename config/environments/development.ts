import type { EnvironmentInput } from "../schema";

/** For trying changes first: small, with short retention, without deletion protection. */
const development: EnvironmentInput = {
  environment: "development",
  region: "us-east-1",
  deletionProtection: false,
  app: { logLevel: "DEBUG" },
  retentionDays: { application: 7, performance: 3 },
  search: {
    kind: "domain",
    // One burstable node. If an index is lost, the next test run creates it again.
    dataNodes: { instanceType: "t3.small.search", count: 1, volumeGiB: 10 },
    availabilityZones: 1,
  },
  // With so few requests, a sample would be too small.
  sentry: { tracesSampleRate: 1, profilesSampleRate: 1 },
  // The trail of the account, or of another environment in it, also records this environment.
  audit: { trail: "existing" },
};
export default development;

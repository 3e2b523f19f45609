import type { EnvironmentInput } from "../schema";

/** A smaller production: the same components, fewer and smaller instances. */
const staging: EnvironmentInput = {
  environment: "staging",
  region: "us-east-1",
  search: {
    kind: "domain",
    dataNodes: { instanceType: "r7g.medium.search", count: 2, volumeGiB: 50 },
    // Two data nodes have no majority to elect a master node.
    masterNodes: { instanceType: "m7g.medium.search" },
    availabilityZones: 2,
  },
  sentry: {},
  datadog: {},
  forwarding: { reservedConcurrency: 10 },
  // The trail of the account, or of another environment in it, also records this environment.
  audit: { trail: "existing" },
};
export default staging;

import type { EnvironmentInput } from "../schema";

const production: EnvironmentInput = {
  environment: "production",
  region: "us-east-1",
  // Two years: an audit covers the whole year before the current one.
  retentionDays: { audit: 731, security: 731 },
  search: {
    kind: "domain",
    dataNodes: { instanceType: "r7g.large.search", count: 3, volumeGiB: 200 },
    masterNodes: { instanceType: "m7g.large.search" },
    availabilityZones: 3,
  },
  sentry: {},
  datadog: {},
  // Each sink has its own pipeline, and the stream retains log events for a week while a forwarder is being fixed. The
  // concurrency covers four shards with two batches each, and twice as many shards after the stream has scaled.
  forwarding: { topology: "kinesis", reservedConcurrency: 20 },
  alarms: {
    continuousTraffic: true,
    // The SSM parameter contains the address, so this file contains none.
    notify: [{ kind: "email", address: "/inventorysync/production/on-call" }],
  },
};
export default production;

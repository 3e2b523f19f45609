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
    // The domain contains the audit log, so its endpoint is not on the internet. In topology kinesis only the functions
    // for OpenSearch run in the VPC, and they call AWS services only. The choice is final: a domain cannot move.
    network: { kind: "vpc", egress: "none" },
  },
  sentry: {},
  datadog: {},
  // Each sink has its own pipeline, and the streams retain log events for a week while a forwarder is being fixed. The
  // concurrency covers four streams of four shards with two batches each, and a stream that has scaled out.
  forwarding: { topology: "kinesis", reservedConcurrency: 40 },
  // Longer than the log groups keep the same logs.
  archive: { retentionYears: 3 },
  compliance: { packs: ["aws-solutions", "nist-800-53-r5", "hipaa-security", "pci-dss-321", "serverless"] },
  alarms: {
    continuousTraffic: true,
    // The SSM parameter contains the address, so this file contains none.
    notify: [{ kind: "email", address: "/inventorysync/production/on-call" }],
  },
};
export default production;

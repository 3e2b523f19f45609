import { OPERATIONAL_LOG_IDS } from "../../catalog";
import { check } from "../../config/check";
import { formatAlternatives } from "../../config/setting-schema";
import { domain, minimal } from "../fixtures/config/minimal";

const production = {
  ...minimal,
  environment: "production",
  alarms: { notify: [{ kind: "email", address: "/made-up/on-call" }] },
};
const nodes = (instanceType: string) => ({ ...domain.dataNodes, instanceType });
const counted = (count: number, availabilityZones: number) => ({
  search: { ...domain, dataNodes: { ...domain.dataNodes, count }, availabilityZones },
});
const vpc = (egress: string) => ({ search: { ...domain, network: { kind: "vpc", egress } } });
const external = (authentication: object, ...hosts: string[]) => ({
  search: { kind: "external", hosts, authentication },
});
const ENDPOINT = "https://vpc-stock-abcdefghijklmnopqrstuvwxyz.eu-central-1.es.amazonaws.com";
const basic = { kind: "basic", secretName: "es" };

test.each([
  [
    "audit logs kept for less than 90 days",
    { ...minimal, retentionDays: { audit: 60 } },
    "retentionDays.audit",
    "90",
  ],
  [
    "security logs kept for less than 90 days",
    { ...minimal, retentionDays: { security: 1 } },
    "retentionDays.security",
    "90",
  ],
  ["an archive without a sink", { ...minimal, archive: {} }, "archive", undefined],
  [
    "an archive that ends before a log group",
    { ...minimal, datadog: {}, retentionDays: { audit: 731 }, archive: { retentionYears: 1 } },
    "archive.retentionYears",
    "3",
  ],
  [
    "an existing VPC with fewer subnets than Availability Zones",
    {
      ...minimal,
      search: {
        ...counted(2, 2).search,
        network: { kind: "existing-vpc", vpcId: "vpc-0a0a0a0a", subnetIds: ["subnet-0b0b0b0b"] },
      },
    },
    "search.network.subnetIds",
    undefined,
  ],
  ["production without a channel", { ...minimal, environment: "production" }, "alarms.notify", undefined],
  [
    "production whose pages go to Slack only",
    {
      ...production,
      alarms: {
        notify: [
          { kind: "email", address: "on-call@example.com", severities: ["ticket"] },
          { kind: "slack", workspaceId: "T0123", channelId: "C0123" },
        ],
      },
    },
    "alarms.notify",
    undefined,
  ],
  [
    "two webhooks of the same name",
    {
      ...minimal,
      alarms: {
        notify: [
          { kind: "webhook", name: "incidents", format: "json" },
          { kind: "webhook", name: "incidents", format: "pagerduty" },
        ],
      },
    },
    "alarms.notify[1].name",
    undefined,
  ],
  [
    "log alarms in me-central-1",
    { ...minimal, region: "me-central-1", alarms: { logAlarms: {} } },
    "alarms.logAlarms",
    undefined,
  ],
  [
    "log alarms in me-south-1",
    { ...minimal, region: "me-south-1", alarms: { logAlarms: {} } },
    "alarms.logAlarms",
    undefined,
  ],
  [
    "log alarms in us-gov-west-1",
    { ...minimal, region: "us-gov-west-1", alarms: { logAlarms: {} } },
    "alarms.logAlarms",
    undefined,
  ],
  [
    "log alarms in cn-north-1",
    { ...minimal, region: "cn-north-1", alarms: { logAlarms: {} } },
    "alarms.logAlarms",
    undefined,
  ],
  [
    "a sampling rate for the audit log",
    { ...minimal, forwarding: { sampleRates: { audit: 0.5 } } },
    "forwarding.sampleRates.audit",
    undefined,
  ],
  [
    "a sampling rate of 1 for the security log",
    { ...minimal, forwarding: { sampleRates: { security: 1 } } },
    "forwarding.sampleRates.security",
    undefined,
  ],
  [
    "a role that everybody may assume without multi-factor authentication",
    { ...production, access: { auditor: { requireMfa: false } } },
    "access.auditor.requireMfa",
    "true",
  ],
  [
    "production without deletion protection",
    { ...production, deletionProtection: false },
    "deletionProtection",
    "true",
  ],
  [
    "two host groups with one tag",
    { ...minimal, hosts: { api: {}, worker: { tag: { value: "test-api" } } } },
    "hosts.worker.tag",
    "test-worker",
  ],
  [
    "a t3 data node in production",
    { ...production, search: { ...domain, dataNodes: nodes("t3.medium.search") } },
    "search.dataNodes.instanceType",
    "r7g.medium.search",
  ],
  [
    "a t3 master in production",
    { ...production, search: { ...domain, masterNodes: { instanceType: "t3.medium.search" } } },
    "search.masterNodes.instanceType",
    "m7g.medium.search",
  ],
  [
    "a t2 data node anywhere",
    { ...minimal, search: { ...domain, dataNodes: nodes("t2.medium.search") } },
    "search.dataNodes.instanceType",
    "t3.small.search",
  ],
  [
    "a t2 data node in production",
    { ...production, search: { ...domain, dataNodes: nodes("t2.medium.search") } },
    "search.dataNodes.instanceType",
    "r7g.medium.search",
  ],
  ["a VPC without egress", { ...minimal, ...vpc("none") }, "search.network.egress", "nat"],
  ["more zones than data nodes", { ...minimal, ...counted(2, 3) }, "search.availabilityZones", "2"],
  [
    "more primary shards than data nodes",
    { ...minimal, search: { ...counted(3, 3).search, primaryShards: 4 } },
    "search.primaryShards",
    "3",
  ],
  ["zones with unequal nodes", { ...minimal, ...counted(4, 3) }, "search.dataNodes.count", "6"],
  [
    "signed requests to a host that is not a domain",
    { ...minimal, ...external({ kind: "sigv4" }, "https://es.example.com") },
    "search.authentication.kind",
    "basic",
  ],
  [
    "signed requests to two endpoints",
    { ...minimal, ...external({ kind: "sigv4" }, ENDPOINT, ENDPOINT) },
    "search.authentication.kind",
    "basic",
  ],
  [
    "an intake without TLS",
    { ...minimal, datadog: { intakeUrl: "http://proxy.example.com:8080" } },
    "datadog.intakeUrl",
    "https://proxy.example.com:8080",
  ],
  [
    "an intake on loopback without the setting",
    { ...minimal, datadog: { intakeUrl: "http://127.0.0.1:10516" } },
    "datadog.intakeUrl",
    undefined,
  ],
  [
    "an intake on loopback, written in hexadecimal",
    { ...minimal, datadog: { intakeUrl: "https://0x7f000001" } },
    "datadog.intakeUrl",
    undefined,
  ],
  [
    "a second host of a cluster that is the metadata service",
    { ...minimal, ...external(basic, "https://a.example.com", "https://169.254.169.254") },
    "search.hosts[1]",
    undefined,
  ],
  [
    "an intake whose name only begins like a loopback address",
    { ...minimal, datadog: { intakeUrl: "http://127.0.0.1.example.com" } },
    "datadog.intakeUrl",
    "https://127.0.0.1.example.com",
  ],
])("%s: rejected with the nearest valid value", (_, input, path, nearest) => {
  const checked = check(input);

  expect(checked).toMatchObject({ problems: [{ path, ...(nearest !== undefined && { nearest }) }] });
});

test("a sampling rate for an audit log is rejected with the reason and the logs that may be sampled", () => {
  expect(check({ ...minimal, forwarding: { sampleRates: { audit: 0.5 } } })).toEqual({
    problems: [
      {
        path: "forwarding.sampleRates.audit",
        given: "0.5",
        accepted: `no sampling rate, because the data class of audit is audit: only ${formatAlternatives(OPERATIONAL_LOG_IDS)} may be sampled`,
      },
    ],
  });
});

test.each([
  ["audit logs kept for 90 days", { ...minimal, retentionDays: { audit: 90 } }],
  ["operational logs kept for a day", { ...minimal, retentionDays: { application: 1 } }],
  ["no channel outside production", minimal],
  ["an archive with a sink", { ...minimal, datadog: {}, archive: {} }],
  [
    "an archive that ends with the log groups",
    {
      ...minimal,
      datadog: {},
      retentionDays: { audit: 731, security: 731 },
      archive: { retentionYears: 3 },
    },
  ],
  [
    "a webhook for the pages of production",
    { ...production, alarms: { notify: [{ kind: "webhook", name: "a", format: "json" }] } },
  ],
  ["log alarms in a commercial region", { ...minimal, alarms: { logAlarms: { lines: 20 } } }],
  ["a region without log alarms, without the setting", { ...minimal, region: "me-south-1" }],
  [
    "named principals without multi-factor authentication",
    {
      ...minimal,
      access: { reader: { requireMfa: false, principals: ["arn:aws:iam::111122223333:role/engineers"] } },
    },
  ],
  ["no deletion protection outside production", { ...minimal, deletionProtection: false }],
  [
    "a t3 data node outside production",
    { ...minimal, search: { ...domain, dataNodes: nodes("t3.small.search") } },
  ],
  ["a VPC with a NAT gateway", { ...minimal, ...vpc("nat") }],
  [
    "a VPC without egress in topology kinesis",
    { ...minimal, ...vpc("none"), forwarding: { topology: "kinesis" } },
  ],
  [
    "sampling rates for operational logs",
    { ...minimal, forwarding: { sampleRates: { application: 0.5, performance: 0.01 } } },
  ],
  [
    "as many primary shards as data nodes",
    { ...minimal, search: { ...counted(3, 3).search, primaryShards: 3 } },
  ],
  ["three data nodes over three zones", { ...minimal, ...counted(3, 3) }],
  ["six data nodes over three zones", { ...minimal, ...counted(6, 3) }],
  ["signed requests to one domain", { ...minimal, ...external({ kind: "sigv4" }, ENDPOINT) }],
  [
    "a cluster of two hosts with a password",
    { ...minimal, ...external(basic, "https://a.example.com", "https://b.example.com:9200") },
  ],
  [
    "an intake without TLS on loopback, where private addresses are allowed",
    {
      ...minimal,
      datadog: { intakeUrl: "http://127.0.0.1:10516" },
      forwarding: { allowPrivateAddresses: true },
    },
  ],
  [
    "a cluster with a private address, where private addresses are allowed",
    { ...minimal, ...external(basic, "https://10.0.0.7:9200"), forwarding: { allowPrivateAddresses: true } },
  ],
])("%s: accepted", (_, input) => {
  expect(check(input)).toHaveProperty("config");
});

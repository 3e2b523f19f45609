import { z } from "zod";
import {
  ARCHIVED_LOGS,
  hasLogAlarms,
  hostGroupTagValue,
  logById,
  LOGS,
  MIN_AUDIT_RETENTION_DAYS,
  OPERATIONAL_LOG_IDS,
  REGIONS_WITHOUT_LOG_ALARMS,
  RETENTION_DAYS,
} from "../catalog";
import { addressProblem, type AddressPolicy } from "../lambda/shared/intake-address";
import { nearestNumber } from "./nearest";
import { hostTag } from "./host-groups";
import { type Problem, problem, describeValue } from "./problem";
import { formatAlternatives } from "./setting-schema";

/** A constraint on several settings. It checks the exported configuration and returns a problem, or undefined. */
export type Rule = (input: unknown) => Problem | undefined;

/**
 * A rule parses only the settings it is about, so it reports its problem whatever else is wrong with the file. It does
 * not need the defaults: no default violates a rule.
 */
function rule<Read>(schema: z.ZodType<Read>, check: (read: Read) => Problem | undefined): Rule {
  return (input) => {
    const read = schema.safeParse(input);
    return read.success ? check(read.data) : undefined;
  };
}

const production = z.literal("production");
const AUDIT_RETENTION_DAYS = RETENTION_DAYS.filter((days) => days >= MIN_AUDIT_RETENTION_DAYS);

const minAuditRetention = LOGS.filter(({ dataClass }) => dataClass === "audit").map(({ id }) =>
  rule(
    z.object({ retentionDays: z.object({ [id]: z.number().lt(MIN_AUDIT_RETENTION_DAYS) }) }),
    ({ retentionDays }) =>
      problem(["retentionDays", id], {
        given: describeValue(retentionDays[id]),
        accepted: `at least ${MIN_AUDIT_RETENTION_DAYS}, because the data class of ${id} is audit: ${formatAlternatives(AUDIT_RETENTION_DAYS)}`,
        nearest: nearestNumber(AUDIT_RETENTION_DAYS, retentionDays[id] ?? 0),
      }),
  ),
);

const noSamplingOfAuditLogs = LOGS.filter(({ dataClass }) => dataClass === "audit").map(({ id }) =>
  rule(
    z.object({ forwarding: z.object({ sampleRates: z.object({ [id]: z.unknown() }) }) }),
    ({ forwarding: { sampleRates } }) =>
      id in sampleRates
        ? problem(["forwarding", "sampleRates", id], {
            given: describeValue(sampleRates[id]),
            accepted: `no sampling rate, because the data class of ${id} is audit: only ${formatAlternatives(OPERATIONAL_LOG_IDS)} may be sampled`,
          })
        : undefined,
  ),
);

const PERSON_ROLES = ["reader", "auditor", "operator"] as const;

const mfaUnlessPrincipalsAreNamed = PERSON_ROLES.map((role) =>
  rule(
    z.object({
      access: z.object({
        [role]: z.object({ requireMfa: z.literal(false), principals: z.undefined().optional() }),
      }),
    }),
    () =>
      problem(["access", role, "requireMfa"], {
        given: describeValue(false),
        accepted: `true, or access.${role}.principals with the roles whose identity provider requires multi-factor authentication`,
        nearest: true,
      }),
  ),
);

const deletionProtectionInProduction = rule(
  z.object({ environment: production, deletionProtection: z.literal(false) }),
  () =>
    problem(["deletionProtection"], {
      given: describeValue(false),
      accepted: "true in production, so that its data outlives its stacks",
      nearest: true,
    }),
);

const NODES = ["dataNodes", "masterNodes"] as const;
const nodesOfType = (nodes: (typeof NODES)[number], pattern: RegExp) =>
  z.object({ [nodes]: z.object({ instanceType: z.string().regex(pattern) }) });

/**
 * Source: Amazon OpenSearch Service Developer Guide, "Operational best practices": no T2 or T3 instances in production.
 */
const noBurstableNodesInProduction = NODES.map((nodes) =>
  rule(z.object({ environment: production, search: nodesOfType(nodes, /^t[23]\./) }), ({ search }) =>
    problem(["search", nodes, "instanceType"], {
      given: describeValue(search[nodes]?.instanceType),
      accepted: "an instance type that is not burstable: t2 and t3 do not sustain the load of production",
      nearest: nodes === "dataNodes" ? "r7g.medium.search" : "m7g.medium.search",
    }),
  ),
);

/**
 * Source: Amazon OpenSearch Service Developer Guide, "Supported instance types": T2 does not support encryption at
 * rest.
 */
const nodesWithEncryptionAtRest = NODES.map((nodes) =>
  rule(z.object({ search: nodesOfType(nodes, /^t2\./) }), ({ search }) =>
    problem(["search", nodes, "instanceType"], {
      given: describeValue(search[nodes]?.instanceType),
      accepted: "an instance type with encryption at rest, which t2 does not support",
      nearest: "t3.small.search",
    }),
  ),
);

const sameNodeCountPerZone = rule(
  z.object({
    search: z.object({
      availabilityZones: z.literal([1, 2, 3]),
      dataNodes: z.object({ count: z.int().min(1) }),
    }),
  }),
  ({ search: { availabilityZones: zones, dataNodes } }) => {
    if (zones > dataNodes.count) {
      return problem(["search", "availabilityZones"], {
        given: describeValue(zones),
        accepted: `at most ${dataNodes.count}, the number of data nodes (search.dataNodes.count)`,
        nearest: dataNodes.count,
      });
    }
    if (dataNodes.count % zones === 0) return undefined;
    return problem(["search", "dataNodes", "count"], {
      given: describeValue(dataNodes.count),
      accepted: `a multiple of ${zones} (search.availabilityZones), so that each zone has the same number of nodes`,
      nearest: Math.ceil(dataNodes.count / zones) * zones,
    });
  },
);

const aNodeForEachPrimaryShard = rule(
  z.object({
    search: z.object({ primaryShards: z.int().min(2), dataNodes: z.object({ count: z.int().min(1) }) }),
  }),
  ({ search: { primaryShards, dataNodes } }) =>
    primaryShards > dataNodes.count
      ? problem(["search", "primaryShards"], {
          given: describeValue(primaryShards),
          accepted: `at most ${dataNodes.count}, the number of data nodes (search.dataNodes.count)`,
          nearest: dataNodes.count,
        })
      : undefined,
);

/** With topology `direct`, one function serves all sinks, so it must reach Sentry and Datadog from inside the VPC. */
const egressForDirectTopology = rule(
  z.object({
    forwarding: z.object({ topology: z.literal("direct").optional() }).optional(),
    search: z.object({ network: z.object({ kind: z.literal("vpc"), egress: z.literal("none") }) }),
  }),
  () =>
    problem(["search", "network", "egress"], {
      given: describeValue("none"),
      accepted: "nat, because with topology direct the forwarder sends to every sink from inside the VPC",
      nearest: "nat",
    }),
);

/** OpenSearch Service accepts one subnet in each Availability Zone of the domain. */
const oneSubnetPerZone = rule(
  z.object({
    search: z.object({
      availabilityZones: z.literal([1, 2, 3]),
      network: z.object({ kind: z.literal("existing-vpc"), subnetIds: z.array(z.string()).min(1) }),
    }),
  }),
  ({ search: { availabilityZones, network } }) =>
    network.subnetIds.length === availabilityZones
      ? undefined
      : problem(["search", "network", "subnetIds"], {
          given: `a list of ${network.subnetIds.length}`,
          accepted: `${availabilityZones} subnets, one in each Availability Zone (search.availabilityZones)`,
        }),
);

/** Signed requests work only with OpenSearch Service, and the role's policy can name the ARN of only one domain. */
const sigv4ToOneDomain = rule(
  z.object({
    search: z.object({
      kind: z.literal("external"),
      hosts: z.array(z.string()).min(1),
      authentication: z.object({ kind: z.literal("sigv4") }),
    }),
  }),
  ({ search: { hosts } }) =>
    hosts.length === 1 && hosts.every((host) => /\.(?:es|aos)\.amazonaws\.com(?::443)?\/?$/.test(host))
      ? undefined
      : problem(["search", "authentication", "kind"], {
          given: describeValue("sigv4"),
          accepted:
            "basic or apiKey, because search.hosts is not the one endpoint of an OpenSearch Service domain",
          nearest: "basic",
        }),
);

const allowPrivate = z
  .object({ allowPrivateAddresses: z.boolean().optional() })
  .optional()
  .transform((forwarding) => forwarding?.allowPrivateAddresses === true);

/** The schema reports every other text. */
const address = z.string().regex(/^https?:\/\/[^\s@?#]+$/);

/** Every request contains a credential and log records. */
const acceptedAddress = (
  address: string,
  path: readonly PropertyKey[],
  policy: AddressPolicy,
): Problem | undefined => {
  const found = addressProblem(address, policy);
  const withTls = address.replace(/^http:/, "https:");
  return found === undefined
    ? undefined
    : problem(path, {
        given: `${describeValue(address)}, ${found}`,
        accepted: "an https URL, because requests contain credentials and log records",
        ...(addressProblem(withTls, policy) === undefined && { nearest: withTls }),
      });
};

const datadogAddress = rule(
  z.object({ datadog: z.object({ intakeUrl: address }), forwarding: allowPrivate }),
  ({ datadog: { intakeUrl }, forwarding }) =>
    acceptedAddress(intakeUrl, ["datadog", "intakeUrl"], { allowPrivate: forwarding }),
);

const searchAddresses = rule(
  z.object({
    search: z.object({ kind: z.literal("external"), hosts: z.array(address) }),
    forwarding: allowPrivate,
  }),
  ({ search: { hosts }, forwarding }) =>
    hosts
      .map((host, index) => acceptedAddress(host, ["search", "hosts", index], { allowPrivate: forwarding }))
      .find((found) => found !== undefined),
);

const hostTags = z.object({
  environment: z.string(),
  hosts: z.record(
    z.string(),
    z.object({ tag: z.object({ key: z.string().optional(), value: z.string().optional() }).optional() }),
  ),
});

/** Systems Manager would install the files of both host groups on a host, again and again, each over the other. */
const distinctHostTags = rule(hostTags, ({ environment, hosts }) => {
  const tags = Object.entries(hosts).map(([name, { tag }]) => {
    const { key, value } = hostTag(environment, name, tag);
    return { name, text: `${key}=${value}` };
  });
  const second = tags.find(({ text }, index) => tags.findIndex((other) => other.text === text) < index);
  const first = tags.find(({ text }) => text === second?.text);
  return (
    second &&
    first &&
    problem(["hosts", second.name, "tag"], {
      given: describeValue(second.text),
      accepted: `a tag that no other host group has; ${first.name} has the same one`,
      nearest: hostGroupTagValue(environment, second.name),
    })
  );
});

const channels = z.array(
  z.object({ kind: z.string(), name: z.string().optional(), severities: z.array(z.string()).optional() }),
);
/** The default of `severities` is both. */
const isForPages = ({ severities = ["page"] }: z.output<typeof channels>[number]) =>
  severities.includes("page");

/**
 * Amazon Q Developer drops a message whose form it does not know, and so the alarm that Lambda passes on if the notifier
 * fails.
 */
const pagesReachSomebody = rule(
  z.object({
    environment: production,
    alarms: z.object({ notify: channels.default([]) }).default({ notify: [] }),
  }),
  ({ alarms: { notify } }) =>
    notify.some((each) => isForPages(each) && each.kind !== "slack")
      ? undefined
      : problem(["alarms", "notify"], {
          given:
            notify.length === 0 ? "no channel" : "no channel of kind email or webhook for the severity page",
          accepted:
            "in production, a channel that receives pages also if the notifier fails: of kind email or webhook",
        }),
);

/** A webhook's name is part of the names of its function and its secret. */
const distinctWebhookNames = rule(
  z.object({ alarms: z.object({ notify: channels }) }),
  ({ alarms: { notify } }) => {
    const names = notify.map(({ kind, name }) => (kind === "webhook" ? name : undefined));
    const second = names.findIndex((name, index) => name !== undefined && names.indexOf(name) < index);
    return second < 0
      ? undefined
      : problem(["alarms", "notify", second, "name"], {
          given: describeValue(names[second]),
          accepted: "a name that no other webhook has",
        });
  },
);

const logAlarmsInRegion = rule(
  z.object({ region: z.string(), alarms: z.object({ logAlarms: z.object({}) }) }),
  ({ region }) =>
    hasLogAlarms(region)
      ? undefined
      : problem(["alarms", "logAlarms"], {
          given: `an object, in ${region}`,
          accepted:
            `no such setting in a region without log alarms, which exist in the commercial regions except ` +
            `${formatAlternatives(REGIONS_WITHOUT_LOG_ALARMS)}; without it, the alarms are metric alarms`,
        }),
);

/** The hash key of redaction belongs to the forwarding stack, which an environment without sinks does not have. */
const archiveNeedsSinks = rule(
  z.object({
    archive: z.object({}),
    search: z.object({ kind: z.literal("none") }),
    sentry: z.undefined().optional(),
    datadog: z.undefined().optional(),
  }),
  () =>
    problem(["archive"], {
      given: "an object",
      accepted:
        "no such setting without a sink: the archive uses the hash key of the stack that delivers to sinks",
    }),
);

const DAYS_PER_YEAR = 365;
const MAX_ARCHIVE_YEARS = 7;
const DEFAULT_ARCHIVE_YEARS = 1;
const days = z.number().optional();

/** An archive that ends before the log group would keep nothing that is not there anyway. */
const archiveOutlivesLogGroups = rule(
  z.object({
    archive: z.object({ retentionYears: z.number().optional() }),
    retentionDays: z.object(Object.fromEntries(ARCHIVED_LOGS.map((log) => [log, days]))).optional(),
  }),
  ({ archive: { retentionYears = DEFAULT_ARCHIVE_YEARS }, retentionDays }) => {
    const longest = Math.max(
      ...ARCHIVED_LOGS.map((log) => retentionDays?.[log] ?? logById(log).retentionDays),
    );
    return retentionYears * DAYS_PER_YEAR >= Math.min(longest, MAX_ARCHIVE_YEARS * DAYS_PER_YEAR)
      ? undefined
      : problem(["archive", "retentionYears"], {
          given: describeValue(retentionYears),
          accepted: `at least the ${longest} days for which a log group keeps ${formatAlternatives(ARCHIVED_LOGS)} (retentionDays)`,
          nearest: Math.min(Math.ceil(longest / DAYS_PER_YEAR), MAX_ARCHIVE_YEARS),
        });
  },
);

export const RULES: readonly Rule[] = [
  ...minAuditRetention,
  ...noSamplingOfAuditLogs,
  ...mfaUnlessPrincipalsAreNamed,
  deletionProtectionInProduction,
  ...noBurstableNodesInProduction,
  ...nodesWithEncryptionAtRest,
  sameNodeCountPerZone,
  aNodeForEachPrimaryShard,
  egressForDirectTopology,
  oneSubnetPerZone,
  sigv4ToOneDomain,
  datadogAddress,
  searchAddresses,
  distinctHostTags,
  pagesReachSomebody,
  distinctWebhookNames,
  logAlarmsInRegion,
  archiveNeedsSinks,
  archiveOutlivesLogGroups,
];

import { LOGS, SINKS } from "../../catalog";
import { type EnvironmentConfig, loadEnvironment, shardsOf } from "../../config";
import {
  CAPACITY_ASSUMPTIONS,
  domainShards,
  eventStreams,
  forwarderConcurrency,
  isExceeded,
  largestVolume,
  type Plan,
  planFor,
  putLogEventsRate,
  type Quota,
  QUOTAS,
  type Situation,
  situationFor,
  totalSinkRate,
  writtenRate,
} from "../../ops/capacity";
import { estimate, type Estimate } from "../../ops/cost/estimate";
import type { Assumption } from "../../ops/cost/estimate/assumptions";
import { pricesOf, type ServiceName } from "../../ops/cost/prices";
import { formatNumber } from "../../ops/cost/render-estimate";
import { LIMITS as DATADOG_LIMITS } from "../../lambda/delivery/sinks/datadog/limits";
import { code, table } from "./markdown";

const ENVIRONMENT = "production";
const PRICES = pricesOf("us-east-1");
const VOLUMES = [
  { title: "10 GB", bytesPerDay: 1e10 },
  { title: "1 TB", bytesPerDay: 1e12 },
  { title: "50 TB", bytesPerDay: 5e13 },
] as const;

interface VolumePlan {
  readonly title: string;
  readonly plan: Plan;
}

function volumePlans(): readonly VolumePlan[] {
  const base = loadEnvironment(ENVIRONMENT);
  return VOLUMES.map(({ title, bytesPerDay }) => ({ title, plan: planFor(base, bytesPerDay, PRICES) }));
}

/** What each environment receives and has to run. */
export function loadTable(): string {
  const plans = volumePlans();
  const rows: readonly (readonly [string, (plan: Plan) => string])[] = [
    ["environments", ({ environments }) => String(environments)],
    [
      "of one environment: lines a second, average",
      ({ situation }) => formatNumber(writtenRate(averageOf(situation)).events),
    ],
    ["lines a second, peak", ({ situation }) => formatNumber(writtenRate(situation).events)],
    ["MB a second, peak", ({ situation }) => formatNumber(writtenRate(situation).bytes / 1e6)],
    ["hosts", ({ situation }) => formatNumber(situation.peak.hosts)],
    [
      "requests of `PutLogEvents` a second, peak",
      ({ situation }) => formatNumber(putLogEventsRate(situation)),
    ],
    ...LOGS.map(
      ({ id }) =>
        [
          `shards of the Kinesis data stream of ${id}`,
          ({ situation }: Plan) => String(eventStreams(situation).find(({ log }) => log === id)?.shards ?? 0),
        ] as const,
    ),
    ...SINKS.map(
      ({ name, title }) =>
        [
          `concurrent invocations of the forwarder of ${title}, peak`,
          ({ situation }: Plan) =>
            formatNumber(forwarderConcurrency(situation).get(`forwarder-${name}`) ?? 0),
        ] as const,
    ),
    [
      "documents a second to OpenSearch, peak",
      ({ situation }) => formatNumber(totalSinkRate(situation, "opensearch").events),
    ],
    ["data nodes", ({ situation: { config } }) => nodesOf(config)],
    ["dedicated master nodes", ({ situation: { config } }) => masterNodesOf(config)],
    ["copies of each document", ({ situation: { config } }) => String(1 + shardsOf(config.search).replicas)],
    [
      "primary shards of each index",
      ({ situation: { config } }) => String(shardsOf(config.search).primaryShards),
    ],
    [
      "shards, with replicas",
      ({ situation: { config, average } }) => formatNumber(domainShards(config, average)),
    ],
    [
      "logs a second to Datadog, peak",
      ({ situation }) => formatNumber(totalSinkRate(situation, "datadog").events),
    ],
    [
      "requests a second to Datadog, peak",
      ({ situation }) => formatNumber(totalSinkRate(situation, "datadog").events / DATADOG_LIMITS.maxItems),
    ],
    [
      "errors a second to Sentry before aggregation, peak",
      ({ situation }) => formatNumber(totalSinkRate(situation, "sentry").events * situation.peak.errorShare),
    ],
  ];
  return table(
    ["", ...plans.map(({ title }) => `${title} a day`)],
    rows.map(([title, valueOf]) => [title, ...plans.map(({ plan }) => valueOf(plan))]),
  );
}

/** How much of each quota one environment uses, and the volume at which it binds. */
export function quotaTable(): string {
  const base = loadEnvironment(ENVIRONMENT);
  const situations = VOLUMES.map(({ title, bytesPerDay }) => ({
    title,
    situation: situationFor(base, bytesPerDay, PRICES),
  }));
  return table(
    [
      "service",
      "quota",
      "default",
      ...situations.map(({ title }) => `${title} a day`),
      "binds above",
      "who raises it",
    ],
    QUOTAS.map((quota) => [
      quota.service,
      `${quota.title} (${quota.source})`,
      limits(
        quota,
        situations.map(({ situation }) => situation),
      ),
      ...situations.map(({ situation }) => useOf(quota, situation)),
      bindsAbove(base, quota),
      quota.raise ?? "nobody",
    ]),
  );
}

/** Which quota binds first, and which one decides the number of environments. */
export function bindingSentence(): string {
  const base = loadEnvironment(ENVIRONMENT);
  const binding = QUOTAS.flatMap((quota) => {
    const bytesPerDay = largestVolume(base, quota, PRICES);
    return bytesPerDay === undefined ? [] : [{ quota, bytesPerDay }];
  }).toSorted((one, other) => one.bytesPerDay - other.bytesPerDay);
  const [first] = binding;
  const hard = binding.find(({ quota }) => quota.raise === undefined);
  if (!first || !hard) throw new Error("no quota binds at any volume");
  const say = ({ quota: { service, title }, bytesPerDay }: typeof first) =>
    `one of ${service}, above ${formatVolume(bytesPerDay)} a day: ${title}`;
  return (
    `The first quota that binds is ${say(first)}. It is raised by ${first.quota.raise ?? "nobody"}. The first one that ` +
    `nobody raises, and that therefore limits an environment, is ${say(hard)}.`
  );
}

/** The settings that differ from the environment as it ships, as TypeScript. */
export function settingBlocks(): string {
  return volumePlans()
    .map(({ title, plan: { environments, situation } }) => {
      const { search, retentionDays, forwarding, alarms } = situation.config;
      if (search.kind !== "domain") throw new Error("production has no domain");
      const { instanceType, count, volumeGiB } = search.dataNodes;
      const { primaryShards } = search;
      const { parallelizationFactor } = forwarding.kinesis;
      const days = Object.entries(retentionDays).map(([log, value]) => `${log}: ${value}`);
      const lines = [
        `retentionDays: { ${days.join(", ")} },`,
        "search: {",
        `  dataNodes: { instanceType: "${instanceType}", count: ${count}, volumeGiB: ${volumeGiB} },`,
        `  masterNodes: { instanceType: "${search.masterNodes?.instanceType}" },`,
        ...(primaryShards > 1 ? [`  primaryShards: ${primaryShards},`] : []),
        "  // kind, availabilityZones and network as they are",
        "},",
        `forwarding: { topology: "kinesis", reservedConcurrency: ${forwarding.reservedConcurrency}, ` +
          `kinesis: { parallelizationFactor: ${parallelizationFactor} } },`,
        `alarms: { dailyIngestGiB: ${alarms.dailyIngestGiB} }, // and its other settings`,
      ];
      const where = environments === 1 ? "one environment" : `each of ${environments} environments`;
      return `${title} a day, ${where}:\n\n\`\`\`ts\n${lines.join("\n")}\n\`\`\``;
    })
    .join("\n\n");
}

const SERVICES: readonly ServiceName[] = [
  "CloudWatch Logs",
  "OpenSearch Service",
  "Kinesis Data Streams",
  "Lambda",
  "Data transfer",
  "Data Firehose",
  "S3",
];

/** US dollars a month, by service. */
export function scaleCostTable(): string {
  const plans = volumePlans();
  const estimates = plans.map(({ plan: { environments, situation } }) => ({
    environments,
    result: estimate(situation.config, situation.average, PRICES),
  }));
  const usdOf = ({ services }: Estimate, name: ServiceName) =>
    services.find(({ service }) => service === name)?.usd ?? 0;
  const row = (title: string, valueOf: (result: Estimate) => number) => [
    title,
    ...estimates.map(({ environments, result }) => formatUsd(valueOf(result) * environments)),
  ];
  return table(
    ["USD a month", ...plans.map(({ title }) => `${title} a day`)],
    [
      ...SERVICES.map((service) => row(service, (result) => usdOf(result, service))),
      row(
        "others",
        (result) => result.usd - SERVICES.reduce((sum, service) => sum + usdOf(result, service), 0),
      ),
      row("total", ({ usd }) => usd),
      ["a million lines", ...estimates.map(({ result }) => (result.perMillionLines?.usd ?? 0).toFixed(2))],
      [
        "GiB to Datadog, which bills it",
        ...estimates.map(({ environments, result }) => formatUsd((result.datadog?.gib ?? 0) * environments)),
      ],
    ],
  );
}

/** What the plans assume beside the estimate's assumptions. */
export function capacityAssumptionTable(): string {
  const rows: readonly Assumption[] = Object.values(CAPACITY_ASSUMPTIONS);
  return table(
    ["assumption", "value", "source"],
    rows.map(({ description, value, unit, source }) => [
      description,
      `${value.toLocaleString("en-US")} ${unit}`,
      source,
    ]),
  );
}

/** The situation whose peak is its average day. */
function averageOf(situation: Situation): Situation {
  return { ...situation, peak: situation.average };
}

function nodesOf({ search }: EnvironmentConfig): string {
  if (search.kind !== "domain") return "";
  const { count, instanceType, volumeGiB } = search.dataNodes;
  return `${count} × ${code(instanceType)} with ${formatNumber(volumeGiB)} GiB`;
}

function masterNodesOf({ search }: EnvironmentConfig): string {
  if (search.kind !== "domain" || !search.masterNodes) return "";
  return `${search.masterNodes.count} × ${code(search.masterNodes.instanceType)}`;
}

/** One limit, or those of the volumes if they differ. */
function limits({ limit, unit }: Quota, situations: readonly Situation[]): string {
  const values = [...new Set(situations.map((situation) => formatNumber(limit(situation))))];
  return `${values.join(", ")} ${unit}`.trim();
}

function useOf(quota: Quota, situation: Situation): string {
  const use = quota.use(situation);
  if (use === undefined) return "";
  const value = formatNumber(use);
  return isExceeded(quota, situation) ? `**${value}**` : value;
}

function bindsAbove(base: EnvironmentConfig, quota: Quota): string {
  const bytesPerDay = largestVolume(base, quota, PRICES);
  return bytesPerDay === undefined ? "no volume" : `${formatVolume(bytesPerDay)} a day`;
}

function formatVolume(bytesPerDay: number): string {
  return bytesPerDay < 1e12
    ? `${Number((bytesPerDay / 1e9).toPrecision(2))} GB`
    : `${Number((bytesPerDay / 1e12).toPrecision(2))} TB`;
}

function formatUsd(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

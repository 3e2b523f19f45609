import { LOGS } from "../../catalog";
import { type EnvironmentConfig, loadEnvironment } from "../../config";
import { BYTES_PER_GIB, estimate, type Estimate, type Workload } from "../../ops/cost/estimate";
import { type Assumption, ASSUMPTIONS } from "../../ops/cost/estimate/assumptions";
import { sufficientVolumes } from "../../ops/cost/alternatives";
import {
  alarmMetricsOf,
  compositeAlarmsOf,
  customMetricsOf,
  metricConditionsOf,
} from "../../ops/cost/estimate/services/cloudwatch";
import { givenVolumes, LOG_SHARES } from "../../ops/cost/given-volumes";
import { CHARGE_IDS, CHARGES, pricesOf, type ServiceName } from "../../ops/cost/prices";
import { code, table } from "./markdown";

const ENVIRONMENT = "production";
/** GiB of log lines a day. */
const VOLUMES = [0, 1, 5, 25];
export const TOPOLOGIES = ["direct", "kinesis"] as const;
/** The services with a column of their own. */
const SERVICES: readonly ServiceName[] = [
  "OpenSearch Service",
  "CloudWatch Logs",
  "Lambda",
  "Kinesis Data Streams",
];

/** What production costs a month, at some volumes. */
export function costTable(): string {
  const config = loadEnvironment(ENVIRONMENT);
  const { topology } = config.forwarding;
  return table(
    [
      "GiB a day",
      ...SERVICES,
      "others",
      "total",
      `total with ${otherTopology(topology)}`,
      "GiB of volumes needed",
      "total with these volumes",
    ],
    VOLUMES.map((gibPerDay) => {
      const current = estimateAt(config, gibPerDay);
      const [larger] = sufficientVolumes(config, current);
      const others = current.usd - SERVICES.reduce((sum, service) => sum + usdOf(current, service), 0);
      return [
        String(gibPerDay),
        ...SERVICES.map((service) => formatUsd(usdOf(current, service))),
        formatUsd(others),
        formatUsd(current.usd),
        formatUsd(estimateAt(withTopology(config, otherTopology(topology)), gibPerDay).usd),
        formatUsd(current.searchStorage?.neededGib ?? 0),
        formatUsd(estimateAt(larger?.config ?? config, gibPerDay).usd),
      ];
    }),
  );
}

/** What CloudWatch bills for monitoring in production. */
export function monitoringTable(): string {
  const config = loadEnvironment(ENVIRONMENT);
  const counts: readonly (readonly [string, (config: EnvironmentConfig) => number])[] = [
    ["metric alarms", (each) => metricConditionsOf(each).length],
    [
      "metrics of these alarms",
      (each) => metricConditionsOf(each).reduce((sum, condition) => sum + alarmMetricsOf(each, condition), 0),
    ],
    ["composite alarms", (each) => compositeAlarmsOf(each).length],
    ["custom metrics", customMetricsOf],
  ];
  return table(
    ["in production", ...TOPOLOGIES.map(code)],
    counts.map(([title, count]) => [
      title,
      ...TOPOLOGIES.map((topology) => String(count(withTopology(config, topology)))),
    ]),
  );
}

export function assumptionTable(): string {
  const rows: readonly Assumption[] = Object.values(ASSUMPTIONS);
  return table(
    ["assumption", "value", "source"],
    [
      ...rows.map(({ description, value, unit, source }) => [
        description,
        `${value.toLocaleString("en-US")} ${unit}`,
        source,
      ]),
      [
        "shares of the logs, if only their sum is given",
        LOGS.map(({ id }) => `${id} ${LOG_SHARES[id]}`).join(", "),
        "measured: the lines of `npm run local`",
      ],
    ],
  );
}

export function priceTable(): string {
  const { prices, searchInstances, searchInstanceSource } = pricesOf(loadEnvironment(ENVIRONMENT).region);
  const { search } = loadEnvironment(ENVIRONMENT);
  const instanceTypes =
    search.kind === "domain"
      ? [search.dataNodes.instanceType, ...(search.masterNodes ? [search.masterNodes.instanceType] : [])]
      : [];
  return table(
    ["service", "charge", "USD", "unit", "source"],
    [
      ...CHARGE_IDS.map((id) => {
        const { service, charge, unit } = CHARGES[id];
        return [service, charge, String(prices[id].usd), unit, prices[id].source];
      }),
      ...instanceTypes.map((type) => [
        "OpenSearch Service",
        type,
        String(searchInstances[type]),
        "hour",
        searchInstanceSource,
      ]),
    ],
  );
}

export function estimateAt(config: EnvironmentConfig, gibPerDay: number): Estimate {
  const bytesPerLine = ASSUMPTIONS.bytesPerLine.value;
  const volumes = givenVolumes({ gibPerDay, bytesPerLine });
  if (!volumes) throw new Error(`${gibPerDay * BYTES_PER_GIB} bytes a day are no volume`);
  const workload: Workload = { volumes, hosts: 1, errorShare: ASSUMPTIONS.errorShare.value };
  return estimate(config, workload, pricesOf(config.region));
}

function usdOf({ services }: Estimate, name: ServiceName): number {
  return services.find(({ service }) => service === name)?.usd ?? 0;
}

export function withTopology(
  config: EnvironmentConfig,
  topology: EnvironmentConfig["forwarding"]["topology"],
): EnvironmentConfig {
  return { ...config, forwarding: { ...config.forwarding, topology } };
}

function otherTopology(topology: EnvironmentConfig["forwarding"]["topology"]) {
  return topology === "direct" ? "kinesis" : "direct";
}

/** In whole numbers: the estimate is no more exact. */
function formatUsd(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

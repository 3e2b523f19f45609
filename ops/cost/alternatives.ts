import { type Log, LOGS, MIN_AUDIT_RETENTION_DAYS, OPERATIONAL_LOG_IDS } from "../../catalog";
import { type EnvironmentConfig, retentionDaysOf, sampleRateOf, sinksOf } from "../../config";
import { estimate, type Estimate, type Workload } from "./estimate";
import type { PriceTable } from "./prices";

/** What a change of the configuration would cost or save. */
export interface Alternative {
  /** The setting and its value, such as `forwarding.topology: direct`. */
  readonly change: string;
  /** Negative: it saves money. */
  readonly usd: number;
  /** Difference of what Datadog receives. Undefined without Datadog. */
  readonly datadogGib: number | undefined;
}

interface Change {
  readonly change: string;
  readonly config: EnvironmentConfig;
}

const SAMPLE_RATE = 0.1;

/** The changes that matter most to the bill, each alone. */
export function alternatives(
  config: EnvironmentConfig,
  workload: Workload,
  prices: PriceTable,
  current: Estimate,
): readonly Alternative[] {
  return [
    ...sufficientVolumes(config, current),
    ...otherTopology(config),
    ...shorterRetention(config),
    ...sampling(config),
  ].map(({ change, config: changed }) => {
    const { usd, datadog } = estimate(changed, workload, prices);
    return {
      change,
      usd: usd - current.usd,
      datadogGib: datadog && current.datadog && datadog.gib - current.datadog.gib,
    };
  });
}

/** Volumes of the domain that store the records for their retention, if those of the configuration do not. */
export function sufficientVolumes(config: EnvironmentConfig, { searchStorage }: Estimate): readonly Change[] {
  const { search } = config;
  if (search.kind !== "domain" || !searchStorage || searchStorage.neededGib <= searchStorage.configuredGib)
    return [];
  const volumeGiB = Math.ceil(searchStorage.neededGib / search.dataNodes.count);
  const dataNodes = { ...search.dataNodes, volumeGiB };
  return [
    {
      change: `search.dataNodes.volumeGiB: ${volumeGiB}`,
      config: { ...config, search: { ...search, dataNodes } },
    },
  ];
}

function otherTopology(config: EnvironmentConfig): readonly Change[] {
  if (sinksOf(config).length === 0) return [];
  const topology = config.forwarding.topology === "direct" ? "kinesis" : "direct";
  return [
    {
      change: `forwarding.topology: ${topology}`,
      config: { ...config, forwarding: { ...config.forwarding, topology } },
    },
  ];
}

/** The least retention of the audit logs. */
function shorterRetention(config: EnvironmentConfig): readonly Change[] {
  const shortened = LOGS.filter(
    (log: Log) => log.dataClass === "audit" && retentionDaysOf(config, log) > MIN_AUDIT_RETENTION_DAYS,
  ).map(({ id }) => [id, MIN_AUDIT_RETENTION_DAYS] as const);
  if (shortened.length === 0) return [];
  return [
    {
      change: shortened.map(([id, days]) => `retentionDays.${id}: ${days}`).join(", "),
      config: { ...config, retentionDays: { ...config.retentionDays, ...Object.fromEntries(shortened) } },
    },
  ];
}

function sampling(config: EnvironmentConfig): readonly Change[] {
  if (sinksOf(config).length === 0) return [];
  return OPERATIONAL_LOG_IDS.filter((log) => sampleRateOf(config, log) > SAMPLE_RATE).map((log) => ({
    change: `forwarding.sampleRates.${log}: ${SAMPLE_RATE}`,
    config: {
      ...config,
      forwarding: {
        ...config.forwarding,
        sampleRates: { ...config.forwarding.sampleRates, [log]: SAMPLE_RATE },
      },
    },
  }));
}

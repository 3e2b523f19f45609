import type { LogId, RetentionDays } from "../../catalog";
import { type EnvironmentConfig, sinksOf } from "../../config";
import { BYTES_PER_GIB, mapLogs, type Workload } from "../cost/estimate";
import { ASSUMPTIONS } from "../cost/estimate/assumptions";
import { SECONDS_PER_DAY } from "../cost/estimate/month";
import { givenVolumes } from "../cost/given-volumes";
import type { PriceTable } from "../cost/prices";
import { CAPACITY_ASSUMPTIONS } from "./assumptions";
import { domainNeeds, sizeDomain } from "./domain";
import { eventStreams, forwarderConcurrency, type Load, streamConcurrency } from "./load";
import { isExceeded, QUOTAS, type Situation } from "./quotas";

/** How a volume is served: equal environments, each with an account or region of its own. */
export interface Plan {
  readonly environments: number;
  /** Of one of the environments. */
  readonly situation: Situation;
}

/**
 * Bytes a day from which the search engine keeps the logs for a shorter time: the audit archive keeps the audit logs for
 * years, at a hundredth of the price.
 */
const SHORT_RETENTION_FROM = 1e11;
const SHORT_RETENTION: Readonly<Record<LogId, RetentionDays>> = {
  application: 14,
  performance: 7,
  audit: 90,
  security: 90,
};
/** What a normal day may exceed the volume by before the alarm `ingestion-budget`. */
const BUDGET_FACTOR = 1.5;
const MAX_PARALLELIZATION = 10;

/**
 * The environment for a volume, in bytes a day: the given one, with the settings that the volume needs. The quotas tell
 * whether it can serve the volume.
 */
export function situationFor(base: EnvironmentConfig, bytesPerDay: number, prices: PriceTable): Situation {
  const average = workloadFor(bytesPerDay);
  const peak = multiply(average, CAPACITY_ASSUMPTIONS.peakFactor.value);
  const kept: EnvironmentConfig = {
    ...base,
    retentionDays: bytesPerDay >= SHORT_RETENTION_FROM ? SHORT_RETENTION : base.retentionDays,
    alarms: {
      ...base.alarms,
      dailyIngestGiB: Math.ceil((bytesPerDay / BYTES_PER_GIB) * BUDGET_FACTOR),
    },
  };
  const { search } = kept;
  const sized =
    search.kind === "domain"
      ? { ...kept, search: sizeDomain(search, domainNeeds({ config: kept, peak }, average), prices) }
      : kept;
  return { config: withConcurrency({ config: sized, peak }), average, peak };
}

/** As few environments as the quotas that nobody raises allow. */
export function planFor(base: EnvironmentConfig, bytesPerDay: number, prices: PriceTable): Plan {
  for (let environments = 1; ; environments += 1) {
    const situation = situationFor(base, bytesPerDay / environments, prices);
    if (!QUOTAS.some((quota) => quota.raise === undefined && isExceeded(quota, situation)))
      return { environments, situation };
  }
}

/** The workload of an average day, with the shares of the logs and the hosts that are assumed. */
function workloadFor(bytesPerDay: number): Workload {
  const { bytesPerLine, errorShare } = ASSUMPTIONS;
  const volumes = givenVolumes({
    gibPerDay: bytesPerDay / BYTES_PER_GIB,
    bytesPerLine: bytesPerLine.value,
  });
  if (!volumes) throw new Error(`${bytesPerDay} bytes a day are no volume`);
  const { peakFactor, hostBytes } = CAPACITY_ASSUMPTIONS;
  const hosts = Math.ceil((bytesPerDay * peakFactor.value) / SECONDS_PER_DAY / hostBytes.value);
  return { volumes, hosts: Math.max(1, hosts), errorShare: errorShare.value };
}

function multiply(workload: Workload, factor: number): Workload {
  const volumes = mapLogs((log) => {
    const { bytesPerDay, linesPerDay } = workload.volumes[log];
    return { bytesPerDay: bytesPerDay * factor, linesPerDay: linesPerDay * factor };
  });
  return { ...workload, volumes };
}

/** The concurrency that the peak needs, and as much again; never less than the environment has. */
function withConcurrency(load: Load): EnvironmentConfig {
  const { config } = load;
  const { kinesis, reservedConcurrency } = config.forwarding;
  const share = CAPACITY_ASSUMPTIONS.concurrencyShare.value;
  const perShard = eventStreams(load).flatMap((stream) =>
    sinksOf(config)
      .filter((sink) => stream.readers.includes(sink))
      .map((sink) => streamConcurrency(load, stream, sink) / stream.shards),
  );
  const parallelizationFactor = Math.min(
    MAX_PARALLELIZATION,
    Math.max(kinesis.parallelizationFactor, ...perShard.map((needed) => Math.ceil(needed / share))),
  );
  const needed = Math.max(0, ...forwarderConcurrency(load).values());
  return {
    ...config,
    forwarding: {
      ...config.forwarding,
      kinesis: { ...kinesis, parallelizationFactor },
      ...(reservedConcurrency !== undefined && {
        reservedConcurrency: Math.max(reservedConcurrency, Math.ceil(needed / share)),
      }),
    },
  };
}

/** Bytes a day: the precision of `largestVolume`. */
const PRECISION = 0.01;
const MAX_VOLUME = 1e17;

/** The largest volume of one environment, in bytes a day, that a quota allows. Undefined if no volume exceeds it. */
export function largestVolume(
  base: EnvironmentConfig,
  quota: (typeof QUOTAS)[number],
  prices: PriceTable,
): number | undefined {
  const exceeds = (bytesPerDay: number) => isExceeded(quota, situationFor(base, bytesPerDay, prices));
  if (!exceeds(MAX_VOLUME)) return undefined;
  let [below, above] = [1e6, MAX_VOLUME];
  while (above / below > 1 + PRECISION) {
    const middle = Math.sqrt(below * above);
    if (exceeds(middle)) above = middle;
    else below = middle;
  }
  return below;
}

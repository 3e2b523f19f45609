import { type Log, LOGS, OPERATIONAL_LOG_IDS, type SinkName } from "../../../catalog";
import { type EnvironmentConfig, retentionDaysOf, sampleRateOf, shardsOf } from "../../../config";
import { ASSUMPTIONS } from "./assumptions";
import { BYTES_PER_GIB, DAYS_PER_MONTH } from "./month";
import { type LogVolume, sumVolumes, type Workload } from "./workload";

/** What a sink receives in a month. Datadog and Sentry bill it by their own plans. */
export interface SinkVolume {
  readonly gib: number;
  readonly events: number;
}

/** Undefined where the environment does not have the sink. */
export function datadogVolume(config: EnvironmentConfig, workload: Workload): SinkVolume | undefined {
  if (config.datadog === undefined) return undefined;
  const { bytesPerDay, linesPerDay } = sumVolumes(
    receivedBy("datadog").map((log) => receivedVolume(config, workload, log)),
  );
  return { gib: (bytesPerDay / BYTES_PER_GIB) * DAYS_PER_MONTH, events: linesPerDay * DAYS_PER_MONTH };
}

/** Events of level ERROR and above, before aggregation. Undefined without Sentry. */
export function sentryEvents(
  config: EnvironmentConfig,
  { volumes, errorShare }: Workload,
): number | undefined {
  if (config.sentry === undefined) return undefined;
  const { linesPerDay } = sumVolumes(receivedBy("sentry").map(({ id }) => volumes[id]));
  return linesPerDay * errorShare * DAYS_PER_MONTH;
}

/** What leaves the account in a month, compressed. Sentry receives few events, which do not count. */
export function sentOutGib(config: EnvironmentConfig, workload: Workload): number {
  return (datadogVolume(config, workload)?.gib ?? 0) * ASSUMPTIONS.compressedShare.value;
}

/** Whether the volumes of a domain can store the records for the retention of their logs. */
export interface SearchStorage {
  readonly neededGib: number;
  readonly configuredGib: number;
}

/** Undefined without a domain that the deployment creates. */
export function searchStorage(config: EnvironmentConfig, workload: Workload): SearchStorage | undefined {
  const { search } = config;
  if (search.kind !== "domain") return undefined;
  const recordsGib = receivedBy("opensearch").reduce(
    (sum, log) =>
      sum +
      (receivedVolume(config, workload, log).bytesPerDay / BYTES_PER_GIB) * retentionDaysOf(config, log),
    0,
  );
  return {
    neededGib:
      recordsGib *
      ASSUMPTIONS.indexShare.value *
      (1 + shardsOf(search).replicas) *
      ASSUMPTIONS.searchStorageFactor.value,
    configuredGib: search.dataNodes.count * search.dataNodes.volumeGiB,
  };
}

function receivedBy(sink: SinkName): readonly Log[] {
  return LOGS.filter(({ destinations }: Log) => destinations.includes(sink));
}

/** What the sinks receive of a log. Sampling omits only records below level ERROR. */
export function receivedVolume(
  config: EnvironmentConfig,
  { volumes, errorShare }: Workload,
  { id }: Pick<Log, "id">,
): LogVolume {
  const sampled = OPERATIONAL_LOG_IDS.find((log) => log === id);
  const rate = sampled === undefined ? 1 : sampleRateOf(config, sampled);
  const share = rate + (1 - rate) * errorShare;
  const { bytesPerDay, linesPerDay } = volumes[id];
  return { bytesPerDay: bytesPerDay * share, linesPerDay: linesPerDay * share };
}

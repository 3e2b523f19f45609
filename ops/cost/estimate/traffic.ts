import { ARCHIVED_LOGS, type SinkName } from "../../../catalog";
import {
  archiveOf,
  deliveryFunctionOf,
  type EnvironmentConfig,
  FUNCTION_MEMORY_MIB,
  logsFor,
  sinkGroupsOf,
} from "../../../config";
import { ASSUMPTIONS } from "./assumptions";
import { durationMs } from "./duration";
import { SECONDS_PER_DAY } from "./month";
import type { LogVolume, Workload } from "./workload";

/** The payloads that CloudWatch Logs sends to the forwarders or to the Kinesis data streams, of one log on an average day. */
export interface Payloads {
  readonly count: number;
  readonly lines: number;
  /** Uncompressed. */
  readonly bytes: number;
}

/** The invocations of one forwarder on an average day. */
export interface Invocations {
  readonly functionName: string;
  readonly count: number;
  readonly durationMs: number;
}

/** Those of the audit archive, which has a subscription of its own to each of its logs. */
export function archivedPayloads(
  config: EnvironmentConfig,
  { volumes, hosts }: Workload,
): readonly Payloads[] {
  return archiveOf(config) ? ARCHIVED_LOGS.map((log) => payloadsOfLog(volumes[log], hosts)) : [];
}

/** Those of each log that at least one of the sinks receives; the others have no subscription. */
export function payloadsFor(sinks: readonly SinkName[], { volumes, hosts }: Workload): readonly Payloads[] {
  return logsFor(sinks).map(({ id }) => payloadsOfLog(volumes[id], hosts));
}

/**
 * A host sends what it has collected at every flush, so little traffic means small payloads. It never sends a payload
 * without a line, and none above the limit.
 */
export function payloadsOfLog({ bytesPerDay, linesPerDay }: LogVolume, hosts: number): Payloads {
  const flushes = (hosts * SECONDS_PER_DAY) / ASSUMPTIONS.flushSeconds.value;
  return {
    count: Math.max(bytesPerDay / ASSUMPTIONS.maxPayloadBytes.value, Math.min(linesPerDay, flushes)),
    lines: linesPerDay,
    bytes: bytesPerDay,
  };
}

/** The bytes that these payloads have in Kinesis data streams, as they are billed. */
export function streamBytes(payloads: readonly Payloads[]): number {
  return payloads.reduce((sum, { count, bytes }) => {
    if (count === 0) return sum;
    const recordBytes = (bytes / count) * ASSUMPTIONS.compressedShare.value;
    return (
      sum +
      count * Math.ceil(recordBytes / ASSUMPTIONS.recordUnitBytes.value) * ASSUMPTIONS.recordUnitBytes.value
    );
  }, 0);
}

/**
 * The invocations of the archiver on an average day: one for each payload. It was not measured; like the forwarder of
 * OpenSearch it decodes, parses, redacts and encodes each line.
 */
export function archiverInvocations(config: EnvironmentConfig, workload: Workload): readonly Invocations[] {
  const payloads = archivedPayloads(config, workload);
  if (!archiveOf(config)) return [];
  const count = total(payloads, "count");
  const work = { sinks: ["opensearch"], memoryMiB: FUNCTION_MEMORY_MIB.archiver } as const;
  return [
    { functionName: "archiver", count, durationMs: durationMs({ ...work, events: mean(payloads, count) }) },
  ];
}

/** `direct`: one invocation for each payload. `kinesis`: for each sink, one for each batch of records of its streams. */
export function invocationsOf(config: EnvironmentConfig, workload: Workload): readonly Invocations[] {
  return sinkGroupsOf(config).map((sinks) => {
    const payloads = payloadsFor(sinks, workload);
    const batches =
      config.forwarding.topology === "direct"
        ? payloads.map(({ count }) => count)
        : payloads.map((each) => batchesOf(config, each));
    const count = batches.reduce((sum, each) => sum + each, 0);
    return {
      functionName: deliveryFunctionOf(config, "forwarder", sinks),
      count,
      durationMs:
        workload.invocationMs ??
        durationMs({ sinks, events: mean(payloads, count), memoryMiB: config.forwarding.memoryMiB }),
    };
  });
}

/**
 * Of one stream. Lambda invokes a function when a shard has records, at most once for each poll, with at most a batch of
 * them.
 */
export function batchesOf({ forwarding }: EnvironmentConfig, payloads: Payloads): number {
  const polls = (shardsFor(payloads) * SECONDS_PER_DAY) / ASSUMPTIONS.pollSeconds.value;
  return Math.max(payloads.count / forwarding.kinesis.batchSize, Math.min(payloads.count, polls));
}

/**
 * Shards of an on-demand stream that receives these payloads: enough for twice what it receives, and those that it
 * starts with.
 */
export function shardsFor(payloads: Payloads): number {
  const bytesPerSecond = streamBytes([payloads]) / SECONDS_PER_DAY;
  return Math.max(ASSUMPTIONS.shards.value, Math.ceil((2 * bytesPerSecond) / ASSUMPTIONS.shardBytes.value));
}

/** Lines of an average invocation. */
function mean(payloads: readonly Payloads[], invocations: number): number {
  return invocations === 0 ? 0 : total(payloads, "lines") / invocations;
}

function total(payloads: readonly Payloads[], property: keyof Payloads): number {
  return payloads.reduce((sum, each) => sum + each[property], 0);
}

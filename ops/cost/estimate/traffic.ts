import { ARCHIVED_LOGS, type SinkName } from "../../../catalog";
import {
  archiveOf,
  deliveryFunctionOf,
  type EnvironmentConfig,
  logsFor,
  sinkGroupsOf,
} from "../../../config";
import { ASSUMPTIONS } from "./assumptions";
import { BYTES_PER_MIB, SECONDS_PER_DAY } from "./month";
import type { LogVolume, Workload } from "./workload";

/** The payloads that CloudWatch Logs sends to the forwarders or to the Kinesis data streams, of one log on an average day. */
export interface Payloads {
  readonly count: number;
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
function payloadsOfLog({ bytesPerDay, linesPerDay }: LogVolume, hosts: number): Payloads {
  const flushes = (hosts * SECONDS_PER_DAY) / ASSUMPTIONS.flushSeconds.value;
  return {
    count: Math.max(bytesPerDay / ASSUMPTIONS.maxPayloadBytes.value, Math.min(linesPerDay, flushes)),
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

/** The invocations of the archiver on an average day: one for each payload. */
export function archiverInvocations(config: EnvironmentConfig, workload: Workload): readonly Invocations[] {
  const payloads = archivedPayloads(config, workload);
  const count = payloads.reduce((sum, each) => sum + each.count, 0);
  return archiveOf(config)
    ? [{ functionName: "archiver", count, durationMs: durationMs(payloads, count) }]
    : [];
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
      durationMs: workload.invocationMs ?? durationMs(payloads, count),
    };
  });
}

/**
 * Of one stream. Lambda invokes a function when a shard has records, at most once for each poll, with at most a batch of
 * them.
 */
function batchesOf({ forwarding }: EnvironmentConfig, { count }: Payloads): number {
  const polls = (ASSUMPTIONS.shards.value * SECONDS_PER_DAY) / ASSUMPTIONS.pollSeconds.value;
  return Math.max(count / forwarding.kinesis.batchSize, Math.min(count, polls));
}

function durationMs(payloads: readonly Payloads[], invocations: number): number {
  const bytes = payloads.reduce((sum, each) => sum + each.bytes, 0);
  return invocations === 0
    ? 0
    : ASSUMPTIONS.invocationMs.value +
        (bytes / invocations / BYTES_PER_MIB) * ASSUMPTIONS.invocationMsPerMib.value;
}

import { deliveryFunctionsOf, type EnvironmentConfig, logsFor, sinksOf } from "../../../config";
import { ASSUMPTIONS } from "./assumptions";
import { BYTES_PER_MIB, SECONDS_PER_DAY } from "./month";
import type { LogVolume, Workload } from "./workload";

/** The payloads that CloudWatch Logs sends to the forwarders or to the Kinesis data stream, on an average day. */
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

/** Those of each log that a sink receives; the others have no subscription. */
export function payloadsOf(config: EnvironmentConfig, { volumes, hosts }: Workload): readonly Payloads[] {
  return logsFor(sinksOf(config)).map(({ id }) => payloadsOfLog(volumes[id], hosts));
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

/** The bytes that CloudWatch Logs writes to the Kinesis data stream a day, as they are billed. */
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

/** `direct`: one invocation for each payload. `kinesis`: for each sink, one for each batch of Kinesis records. */
export function invocationsOf(config: EnvironmentConfig, workload: Workload): readonly Invocations[] {
  const payloads = sumPayloads(payloadsOf(config, workload));
  return deliveryFunctionsOf(config, "forwarder").map((functionName) => {
    const count = config.forwarding.topology === "direct" ? payloads.count : batchesOf(config, payloads);
    return { functionName, count, durationMs: workload.invocationMs ?? durationMs(payloads, count) };
  });
}

/** Lambda invokes a function when a shard has records, at most once for each poll, with at most a batch of them. */
function batchesOf({ forwarding }: EnvironmentConfig, { count }: Payloads): number {
  const polls = (ASSUMPTIONS.shards.value * SECONDS_PER_DAY) / ASSUMPTIONS.pollSeconds.value;
  return Math.max(count / forwarding.kinesis.batchSize, Math.min(count, polls));
}

function durationMs({ bytes }: Payloads, invocations: number): number {
  return invocations === 0
    ? 0
    : ASSUMPTIONS.invocationMs.value +
        (bytes / invocations / BYTES_PER_MIB) * ASSUMPTIONS.invocationMsPerMib.value;
}

function sumPayloads(payloads: readonly Payloads[]): Payloads {
  return {
    count: payloads.reduce((sum, { count }) => sum + count, 0),
    bytes: payloads.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

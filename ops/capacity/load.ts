import { LOGS, type LogId, type SinkName } from "../../catalog";
import { measuredIndex } from "../../catalog/measurements";
import { type EnvironmentConfig, logsFor, sinksOf } from "../../config";
import type { Workload } from "../cost/estimate";
import { durationMs } from "../cost/estimate/duration";
import { SECONDS_PER_DAY } from "../cost/estimate/month";
import { receivedVolume } from "../cost/estimate/sink-volumes";
import {
  batchesOf,
  invocationsOf,
  type Payloads,
  payloadsOfLog,
  shardsFor,
  streamBytes,
} from "../cost/estimate/traffic";

/** An environment under the load of its busiest minutes: each volume of the workload is a peak rate, for a whole day. */
export interface Load {
  readonly config: EnvironmentConfig;
  readonly peak: Workload;
}

/** A stream of log events, in events and in uncompressed bytes a second. */
export interface Rate {
  readonly events: number;
  readonly bytes: number;
}

/** What the hosts write. */
export function writtenRate({ peak }: Load): Rate {
  const volumes = Object.values(peak.volumes);
  return {
    events: volumes.reduce((sum, { linesPerDay }) => sum + linesPerDay, 0) / SECONDS_PER_DAY,
    bytes: volumes.reduce((sum, { bytesPerDay }) => sum + bytesPerDay, 0) / SECONDS_PER_DAY,
  };
}

/** Requests of PutLogEvents a second. */
export function putLogEventsRate({ peak }: Load): number {
  return (
    LOGS.reduce((sum, { id }) => sum + payloadsOfLog(peak.volumes[id], peak.hosts).count, 0) / SECONDS_PER_DAY
  );
}

/** What a sink receives of a log, after sampling; nothing of a log that it does not receive. */
export function sinkRate({ config, peak }: Load, sink: SinkName, log: LogId): Rate {
  const row = logsFor([sink]).find(({ id }) => id === log);
  if (!row) return { events: 0, bytes: 0 };
  const { linesPerDay, bytesPerDay } = receivedVolume(config, peak, row);
  return { events: linesPerDay / SECONDS_PER_DAY, bytes: bytesPerDay / SECONDS_PER_DAY };
}

/** What a sink receives of all logs. */
export function totalSinkRate(load: Load, sink: SinkName): Rate {
  return LOGS.map(({ id }) => sinkRate(load, sink, id)).reduce(
    (sum, { events, bytes }) => ({ events: sum.events + events, bytes: sum.bytes + bytes }),
    { events: 0, bytes: 0 },
  );
}

/** The Kinesis data stream of a log. */
export interface EventStream {
  readonly log: LogId;
  readonly payloads: Payloads;
  /** Written, compressed and rounded up, a second. */
  readonly bytes: number;
  readonly shards: number;
  readonly readers: readonly SinkName[];
}

/** None with topology `direct`. */
export function eventStreams({ config, peak }: Load): readonly EventStream[] {
  if (config.forwarding.topology === "direct") return [];
  const sinks = sinksOf(config);
  return logsFor(sinks).map(({ id }) => {
    const payloads = payloadsOfLog(peak.volumes[id], peak.hosts);
    return {
      log: id,
      payloads,
      bytes: streamBytes([payloads]) / SECONDS_PER_DAY,
      shards: shardsFor(payloads),
      readers: sinks.filter((sink) => logsFor([sink]).some((log) => log.id === id)),
    };
  });
}

/** Concurrent invocations of each forwarder. */
export function forwarderConcurrency({ config, peak }: Load): ReadonlyMap<string, number> {
  return new Map(
    invocationsOf(config, peak).map(({ functionName, count, durationMs: ms }) => [
      functionName,
      (count * ms) / 1_000 / SECONDS_PER_DAY,
    ]),
  );
}

/** Concurrent invocations of a sink's forwarder by one stream. */
export function streamConcurrency({ config }: Load, { payloads }: EventStream, sink: SinkName): number {
  const batches = batchesOf(config, payloads);
  if (batches === 0) return 0;
  const ms = durationMs({
    sinks: [sink],
    events: payloads.lines / batches,
    memoryMiB: config.forwarding.memoryMiB,
  });
  return (batches * ms) / 1_000 / SECONDS_PER_DAY;
}

/** vCPUs of the domain that index one copy of a rate. */
export function indexingVcpus({ events }: Rate): number {
  return (events * measuredIndex("project").cpuMicrosPerDocument) / 1e6;
}

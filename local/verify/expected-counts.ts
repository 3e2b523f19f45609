import { setTimeout as wait } from "node:timers/promises";
import { type Log, LOGS, SINK_NAMES, type SinkName } from "../../catalog";
import { logsFor } from "../../config";
import type { Topology } from "../startup/startup-tasks";
import type { TrafficSummary } from "../traffic";

const POLL_MS = 250;

/** What of a log its sinks receive. */
const COUNTED: Readonly<Record<SinkName, "linesByLog" | "errorsByLog">> = {
  opensearch: "linesByLog",
  sentry: "errorsByLog",
  datadog: "linesByLog",
};

/** Number of written lines that each sink must receive: the lines of its logs; for Sentry only errors. */
export function expectedBySink(summary: TrafficSummary): Readonly<Record<SinkName, number>> {
  const expected = SINK_NAMES.map((sink) => {
    const logs = LOGS.filter(({ destinations }: Log) => destinations.includes(sink));
    return [sink, logs.reduce((sum, { id }) => sum + summary[COUNTED[sink]][id], 0)] as const;
  });
  return Object.fromEntries(expected) as Record<SinkName, number>;
}

/**
 * Number of written lines that the forwarder of each sink receives: the lines of the logs of all its sinks. In topology
 * `direct`, the sinks share a forwarder.
 */
export function expectedReceived(
  summary: TrafficSummary,
  sinks: readonly SinkName[],
  topology: Topology,
): ReadonlyMap<SinkName, number> {
  const linesFor = (served: readonly SinkName[]) =>
    logsFor(served).reduce((sum, { id }) => sum + summary.linesByLog[id], 0);
  return new Map(sinks.map((sink) => [sink, linesFor(topology === "direct" ? sinks : [sink])]));
}

/**
 * Reads the count until it reaches the expected value, or until it has not grown for `idleMs` milliseconds.
 * @returns the last count, which may differ from the expected one
 */
export async function waitForCount(
  read: () => Promise<number>,
  expected: number,
  idleMs: number,
): Promise<number> {
  let largest = -1;
  let grewAt = Date.now();
  for (;;) {
    const count = await read();
    const now = Date.now();
    if (count > largest) [largest, grewAt] = [count, now];
    if (count >= expected || now - grewAt > idleMs) return count;
    await wait(POLL_MS);
  }
}

import { setTimeout as wait } from "node:timers/promises";
import { type Log, LOGS, SINK_NAMES, type SinkName } from "../../catalog";
import type { TrafficSummary } from "../traffic";

const POLL_MS = 250;

/** What of a log its sinks receive. */
const COUNTED: Readonly<Record<SinkName, "linesByLog" | "errorsByLog">> = {
  opensearch: "linesByLog",
  sentry: "errorsByLog",
  datadog: "linesByLog",
};

/** How many of the written lines each sink is to receive: those of the logs destined for it; Sentry, errors only. */
export function expectedBySink(summary: TrafficSummary): Readonly<Record<SinkName, number>> {
  const expected = SINK_NAMES.map((sink) => {
    const logs = LOGS.filter(({ destinations }: Log) => destinations.includes(sink));
    return [sink, logs.reduce((sum, { id }) => sum + summary[COUNTED[sink]][id], 0)] as const;
  });
  return Object.fromEntries(expected) as Record<SinkName, number>;
}

/** How many of the written lines the forwarder hands to each sink: those of every log that any of the sinks is for. */
export function expectedReceived(summary: TrafficSummary, sinks: readonly SinkName[]): number {
  return LOGS.filter(({ destinations }) => destinations.some((sink) => sinks.includes(sink))).reduce(
    (sum, { id }) => sum + summary.linesByLog[id],
    0,
  );
}

/**
 * Reads until the expected count is reached, or until the count has not grown for `idleMs` milliseconds: on a busy
 * machine everything takes longer, and still goes on.
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

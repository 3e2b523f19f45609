import { setTimeout as wait } from "node:timers/promises";
import { LOGS, type SinkName } from "../../catalog";
import type { Written } from "../traffic";

const POLL_MS = 250;

/** How many of the written lines each sink is to receive: those of the logs destined for it; Sentry, errors only. */
export function expectedBySink(summary: Written): Record<SinkName, number> {
  const expected = { opensearch: 0, sentry: 0, datadog: 0 };
  for (const { id, destinations } of LOGS) {
    for (const sink of destinations as readonly SinkName[]) {
      expected[sink] += sink === "sentry" ? summary.errorsByLog[id] : summary.linesByLog[id];
    }
  }
  return expected;
}

/** How many of the written lines the forwarder hands to each sink: those of every log that any of the sinks is for. */
export function expectedReceived(summary: Written, sinks: readonly SinkName[]): number {
  return LOGS.filter(({ destinations }) => destinations.some((sink) => sinks.includes(sink))).reduce(
    (sum, { id }) => sum + summary.linesByLog[id],
    0,
  );
}

/** Reads until as many have arrived as are expected, or the time is up. Resolves to the last count, which may differ. */
export async function waitForCount(
  read: () => Promise<number>,
  expected: number,
  timeoutMs: number,
): Promise<number> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const count = await read();
    if (count >= expected || Date.now() > deadline) return count;
    await wait(POLL_MS);
  }
}

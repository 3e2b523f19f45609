import { setTimeout as wait } from "node:timers/promises";
import type { Endpoints } from "../../endpoints";
import { type LogLine, writeAndShipContinuously } from "../../traffic";

/**
 * Enough that each flush contains lines for every sink, and that several invocations of each forwarder run during a
 * disturbance.
 */
const TRAFFIC = { flushIntervalMs: 2_000, linesPerFlush: 200 } as const;
const POLL_MS = 500;

export interface Traffic {
  /** Resolves after this time; rejects if the traffic fails first. */
  runFor(ms: number): Promise<void>;
  /** The result of a promise; rejects if the traffic fails first. */
  whileRunning<T>(promise: Promise<T>): Promise<T>;
  /** @returns all lines that were sent */
  stop(): Promise<readonly LogLine[]>;
}

/** Sends lines continuously. Each traffic of a run needs its own seed and folder of log files. */
export function startTraffic(endpoints: Endpoints, seed: number, logDir: string): Traffic {
  const lines: LogLine[] = [];
  const stop = new AbortController();
  const shipping = writeAndShipContinuously({
    ...{ endpoints, logDir, seed, ...TRAFFIC },
    signal: stop.signal,
    onShipped: (shipped) => lines.push(...shipped),
  });
  const whileRunning = <T>(promise: Promise<T>): Promise<T> =>
    Promise.race([
      promise,
      shipping.then(() => Promise.reject(new Error("the traffic ended before the check"))),
    ]);
  return {
    whileRunning,
    runFor: (ms) => whileRunning(wait(ms, undefined, { ref: false })),
    async stop() {
      stop.abort();
      await shipping;
      return lines;
    },
  };
}

/** @returns whether the condition became true before the timeout */
export async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}

import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LOGS } from "../../catalog";
import type { Endpoints } from "../endpoints";
import { generateLines } from "./generate-lines";
import type { LogLine } from "./log-line";
import { startAgent } from "./start-agent";
import { summarizeTraffic, type TrafficSummary } from "./traffic-summary";

export interface TrafficOptions {
  readonly endpoints: Endpoints;
  readonly seed: number;
  /** Folder of the log files, as `LOG_DIR` on a host. */
  readonly logDir: string;
}

/** Small enough that a run has several subscription deliveries, as with the agent's flush interval on a host. */
const LINES_PER_FLUSH = 2_000;

/** Writes a number of lines to the log files and sends them in parts. Resolves to a summary of the lines. */
export async function writeAndShip(
  options: TrafficOptions & { readonly lines: number },
): Promise<TrafficSummary> {
  const logFiles = await openLogFiles(options);
  try {
    const now = Date.now();
    const lines = generateLines({ seed: options.seed, lines: options.lines, now });
    for (let start = 0; start < lines.length; start += LINES_PER_FLUSH) {
      await logFiles.write(lines.slice(start, start + LINES_PER_FLUSH));
      await logFiles.drain();
    }
    return summarizeTraffic(lines);
  } finally {
    await logFiles.close();
  }
}

export interface ContinuousTrafficOptions extends TrafficOptions {
  readonly flushIntervalMs: number;
  /** Stops the traffic. */
  readonly signal: AbortSignal;
  /** @default 100 */
  readonly linesPerFlush?: number;
  /** Receives the lines that were sent. */
  readonly onShipped?: (lines: readonly LogLine[]) => void;
}

/** Writes and sends lines every flush interval until the signal aborts. */
export async function writeAndShipContinuously({
  linesPerFlush = 100,
  onShipped,
  ...options
}: ContinuousTrafficOptions): Promise<void> {
  const logFiles = await openLogFiles(options);
  try {
    for (let round = 0; !options.signal.aborted; round += 1) {
      const lines = generateLines({ seed: options.seed + round, lines: linesPerFlush, now: Date.now() });
      await logFiles.write(lines);
      await logFiles.drain();
      onShipped?.(lines);
      await wait(options.flushIntervalMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  } finally {
    await logFiles.close();
  }
}

async function openLogFiles({ endpoints, logDir, seed }: TrafficOptions) {
  await mkdir(logDir, { recursive: true });
  // Each run writes to log streams of its own, as an instance does.
  const agent = await startAgent(endpoints, logDir, String(seed));
  return {
    async write(lines: readonly LogLine[]) {
      await Promise.all(
        LOGS.map(({ id, file }) =>
          appendFile(
            join(logDir, file),
            lines
              .filter(({ log }) => log === id)
              .map(({ text }) => `${text}\n`)
              .join(""),
          ),
        ),
      );
    },
    drain: () => agent.drain(),
    close: () => agent.close(),
  };
}

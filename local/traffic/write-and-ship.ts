import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LOGS, logGroupName } from "../../catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import { generateLines } from "./generate-lines";
import type { LogLine } from "./log-line";
import { createLogShipper } from "./log-shipper";
import { summarizeTraffic, type TrafficSummary } from "./traffic-summary";

const ENVIRONMENT = "local";

export interface TrafficOptions {
  readonly endpoints: Endpoints;
  readonly seed: number;
  /** Folder of the log files, as `LOG_DIR` on a host. */
  readonly logDir: string;
}

/** Writes a number of lines to the log files and sends them in batches. Resolves to a summary of the lines. */
export async function writeAndShip(
  options: TrafficOptions & { readonly lines: number },
): Promise<TrafficSummary> {
  const logFiles = await openLogFiles(options);
  try {
    const now = Date.now();
    const lines = generateLines({ seed: options.seed, lines: options.lines, now });
    await logFiles.write(lines);
    await logFiles.ship();
    return summarizeTraffic(lines);
  } finally {
    logFiles.close();
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
      await logFiles.ship();
      onShipped?.(lines);
      await wait(options.flushIntervalMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  } finally {
    logFiles.close();
  }
}

async function openLogFiles({ endpoints, logDir, seed }: TrafficOptions) {
  await mkdir(logDir, { recursive: true });
  const client = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const logs = LOGS.map(({ id, file }) => {
    const path = join(logDir, file);
    return {
      id,
      path,
      shipper: createLogShipper(client, path, logGroupName(ENVIRONMENT, id), `inventorysync-api-${seed}`),
    };
  });
  return {
    async write(lines: readonly LogLine[]) {
      await Promise.all(
        logs.map(({ id, path }) =>
          appendFile(
            path,
            lines
              .filter(({ log }) => log === id)
              .map(({ text }) => `${text}\n`)
              .join(""),
          ),
        ),
      );
    },
    async ship() {
      for (const log of logs) await log.shipper.ship();
    },
    close() {
      client.destroy();
    },
  };
}

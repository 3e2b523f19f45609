import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LOGS, logGroupName } from "../../catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";
import { composeLines, type Line } from "./compose";
import { shipper } from "./shipper";
import { summarize, type Written } from "./written";

const ENVIRONMENT = "local";

export interface TrafficOptions {
  readonly endpoints: Endpoints;
  readonly seed: number;
  /** Where the log files are written, as `LOG_DIR` is on a host. */
  readonly logDir: string;
}

/** Writes a known amount of traffic to the log files, ships it in batches, and says what it wrote. */
export async function writeAndShip(options: TrafficOptions & { readonly lines: number }): Promise<Written> {
  const host = await openHost(options);
  try {
    const now = Date.now();
    const lines = composeLines({ seed: options.seed, lines: options.lines, now });
    await host.write(lines);
    await host.ship();
    return summarize(lines, now);
  } finally {
    host.close();
  }
}

export interface FlowingTraffic extends TrafficOptions {
  readonly flushIntervalMs: number;
  /** Says when to stop. */
  readonly signal: AbortSignal;
  /** @default 100 */
  readonly linesPerFlush?: number;
  /** Is told what was shipped. */
  readonly onShipped?: (lines: readonly Line[]) => void;
}

/** Writes and ships a little traffic every flush interval until the signal says stop. */
export async function keepTraffic({
  linesPerFlush = 100,
  onShipped,
  ...options
}: FlowingTraffic): Promise<void> {
  const host = await openHost(options);
  try {
    for (let round = 0; !options.signal.aborted; round += 1) {
      const lines = composeLines({ seed: options.seed + round, lines: linesPerFlush, now: Date.now() });
      await host.write(lines);
      await host.ship();
      onShipped?.(lines);
      await wait(options.flushIntervalMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  } finally {
    host.close();
  }
}

async function openHost({ endpoints, logDir, seed }: TrafficOptions) {
  await mkdir(logDir, { recursive: true });
  const client = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const logs = LOGS.map(({ id, file }) => {
    const path = join(logDir, file);
    return {
      id,
      path,
      shipper: shipper(client, path, logGroupName(ENVIRONMENT, id), `inventorysync-api-${seed}`),
    };
  });
  return {
    async write(lines: readonly Line[]) {
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

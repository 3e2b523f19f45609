import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Endpoints } from "../endpoints";
import { Supervisor } from "../process";
import { startAgent } from "../traffic/start-agent";
import { generateRequests } from "./generate-requests";
import { installApplication } from "./install";
import { sendRequests } from "./send-requests";
import { followDebugMode } from "./follow-debug-mode";
import { type Application, debugFile, startApplication } from "./start";

/** Names the log streams of the sample application. */
export const INSTANCE_ID = "sample-application";
/** Requests per second of a continuous run. */
const RATE = 20;

export interface RunApplicationOptions {
  readonly endpoints: Endpoints;
  readonly runFolder: string;
  readonly seed: number;
  /** Folder of the log files of the application. */
  readonly logDir: string;
}

/** Installs and starts the sample application, and stops it after the work or if it ends by itself. */
export async function withApplication<Result>(
  { endpoints, runFolder, logDir }: Omit<RunApplicationOptions, "seed">,
  work: (application: Application) => Promise<Result>,
): Promise<Result> {
  const supervisor = new Supervisor();
  const stopFollowing = new AbortController();
  const following = followDebugMode({ endpoints, file: debugFile(runFolder), signal: stopFollowing.signal });
  try {
    const installation = await installApplication({ supervisor, runFolder });
    const application = await startApplication({ supervisor, endpoints, runFolder, installation, logDir });
    const failure = supervisor.failure.then((error) => Promise.reject(error));
    return await Promise.race([work(application), failure]);
  } finally {
    stopFollowing.abort();
    await Promise.all([following, supervisor.stop()]);
  }
}

export interface ContinuousRunOptions extends RunApplicationOptions {
  readonly flushIntervalMs: number;
  /** Stops the requests. */
  readonly signal: AbortSignal;
  /** Receives the address of the application. */
  readonly onStarted: (url: string) => void;
  /** Receives the number of lines that were sent. */
  readonly onShipped: (lines: number) => void;
}

/** Sends requests to the sample application, and its lines to the log groups, until the signal aborts. */
export async function runApplication(options: ContinuousRunOptions): Promise<void> {
  const { endpoints, logDir, seed, flushIntervalMs, signal, onStarted, onShipped } = options;
  await withApplication(options, async ({ url }) => {
    onStarted(url);
    const agent = await startAgent(endpoints, logDir, INSTANCE_ID);
    try {
      const sending = (async () => {
        for (let round = 0; !signal.aborted; round += 1)
          await sendRequests(generateRequests(seed + round, 10 * RATE), { url, rate: RATE, signal });
      })();
      const shipping = (async () => {
        while (!signal.aborted) {
          onShipped(await agent.ship());
          await wait(flushIntervalMs, undefined, { signal }).catch(() => undefined);
        }
      })();
      await Promise.all([sending, shipping]);
    } finally {
      await agent.close();
    }
  });
}

/** Folder of the log files in the folder of a run. */
export function applicationLogDir(runFolder: string): string {
  return join(runFolder, "log");
}

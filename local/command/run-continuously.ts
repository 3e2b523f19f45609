import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadEnvironment } from "../../config";
import { applicationLogDir, runApplication } from "../application";
import type { Platform } from "../platform";
import { findAwsCli } from "../startup/aws-cli";
import { guidance } from "../startup/guidance";
import { writeOperatorVariables } from "../startup/operator-variables";
import {
  createStatusReader,
  lineDisplay,
  objectDisplay,
  showStatus,
  type StatusDisplay,
  terminalDisplay,
} from "../status";
import { writeAndShipContinuously } from "../traffic";
import type { ContinuousDocument, PlatformDocument } from "./documents";
import type { Options } from "./options";
import type { Output } from "./output";

const SEED = 1;

type RunningPlatform = Pick<Platform, "endpoints" | "pageUrl" | "pageData" | "runFolder">;

/** Sends log lines and shows the status until the signal aborts. */
export async function runContinuously(
  platform: RunningPlatform,
  { app }: Pick<Options, "app">,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const { endpoints, pageUrl, pageData, runFolder } = platform;
  if (output.isJson) output.emit(await platformDocument(platform));
  else {
    const variablesFile = await writeOperatorVariables(endpoints, runFolder);
    output.print(`\n${guidance({ ...endpoints, pageUrl }, runFolder, variablesFile, findAwsCli())}\n`);
  }
  const status = createStatusReader(pageData);
  // The status also ends if the traffic fails.
  const end = new AbortController();
  const display = showStatus(status, createDisplay(output, pageUrl), AbortSignal.any([signal, end.signal]));
  try {
    const traffic = { endpoints, seed: SEED, flushIntervalMs: flushIntervalMs(), signal };
    if (app)
      await runApplication({
        ...{ ...traffic, runFolder, logDir: applicationLogDir(runFolder) },
        onStarted: (url) => {
          output.print(`The sample application answers at ${url}`);
          output.emit({ kind: "application", url } satisfies ContinuousDocument);
        },
        onShipped: (count) => {
          status.countLines(count);
        },
      });
    else
      await writeAndShipContinuously({
        ...{ ...traffic, logDir: join(runFolder, "log") },
        onShipped: (lines) => {
          status.countLines(lines.length);
        },
      });
  } finally {
    end.abort();
    await display;
  }
}

function createDisplay(output: Output, pageUrl: string): StatusDisplay {
  if (output.isJson)
    return objectDisplay((status) => {
      output.emit({ kind: "status", ...status } satisfies ContinuousDocument);
    });
  return output.isTerminal ? terminalDisplay(process.stdout, pageUrl) : lineDisplay(output.print, pageUrl);
}

/** Writes the credentials to a file, because the output may be a log. */
async function platformDocument({
  endpoints,
  pageUrl,
  runFolder,
}: RunningPlatform): Promise<PlatformDocument> {
  const { aws, search, sentry, datadog } = endpoints;
  const credentialsFile = join(runFolder, "endpoints.json");
  await writeFile(credentialsFile, JSON.stringify(endpoints, undefined, 2), { mode: 0o600 });
  return {
    kind: "platform",
    page: pageUrl,
    aws,
    search: search ? { url: search.url, username: search.username, caFile: search.caFile } : null,
    sentry: { url: sentry.url, pageUrl: sentry.pageUrl },
    datadog: { url: datadog.url },
    credentialsFile,
    runFolder,
  };
}

/** The flush interval of the local environment. No other wait of a delivery is longer. */
function flushIntervalMs(): number {
  const { search } = loadEnvironment("local");
  if (search.kind !== "domain")
    throw new Error("the local environment has no domain; see config/environments/local.ts");
  return search.flushIntervalSeconds * 1_000;
}

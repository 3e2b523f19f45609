/** `npm run local`: the whole way of a log line, running on this machine. */
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { loadEnvironments } from "../config";
import { type Platform, startPlatform } from "./platform";
import { externalEndpoints } from "./startup/external-endpoints";
import { guidance } from "./startup/guidance";
import { runTasksWithProgress } from "./startup/run-tasks-with-progress";
import type { Topology } from "./startup/startup-tasks";
import { writeAndShipContinuously, writeAndShip } from "./traffic";
import { verify } from "./verify";
import { verifyOutageRecovery, MIN_OUTAGE_SECONDS } from "./verify/outage";

// The warning is for who deploys with the SDK; here it is a tool that runs for minutes.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const SEED = 1;
/** What `--once` writes and checks: enough for percentiles, and sent in seconds. */
const LINES = 12_000;
/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED = 130;
const FAILED = 1;

const command = new Command("npm run local --")
  .description(
    "Brings up the whole platform on this machine (an AWS emulator, OpenSearch, a Sentry and a Datadog intake), " +
      "deploys the very stacks that `cdk deploy` creates, and sends log lines through them.",
  )
  .option("--once", "write known lines, check what came out everywhere, and exit with 0 or 1", false)
  .addOption(
    new Option("--topology <topology>", "how log events reach the sinks")
      .choices(["direct", "kinesis"])
      .default("direct"),
  )
  .option(
    "--outage",
    "with --once: stop OpenSearch under traffic, have the intakes refuse, and check that all arrives",
    false,
  )
  .option("--outage-seconds <seconds>", `how long, at least ${MIN_OUTAGE_SECONDS}`, outageSeconds, 60)
  .option("--without-search", "leave the search engine out; nothing then needs Java or Maven")
  .addHelpText(
    "after",
    `
Examples:
  npm run local                              keep log lines flowing until Ctrl-C
  npm run local -- --once                    prove that it works, then stop
  npm run local -- --once --topology kinesis the same through a Kinesis data stream, as in production
  npm run local -- --once --outage           prove that nothing is lost when every sink fails for a minute
  npm run local -- --once --without-search   prove the rest of it without OpenSearch

Environment:
  OPENSEARCH_URL     an engine that runs already, as https://user:password@host:port
                     (or OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD; OPENSEARCH_CA_FILE is its authority)
  AWS_ENDPOINT_URL   an emulator that runs already (AWS_CA_BUNDLE is its authority)

Exit codes: 0 all is well, 1 something failed, 130 interrupted before it was done.`,
  );

interface Options {
  readonly once: boolean;
  readonly topology: Topology;
  readonly outage: boolean;
  readonly outageSeconds: number;
  readonly withoutSearch?: boolean;
}

function outageSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= MIN_OUTAGE_SECONDS) return seconds;
  throw new InvalidArgumentError(
    `it is ${MIN_OUTAGE_SECONDS} seconds or more: forwarders are patient for ten, and nothing would be parked.`,
  );
}

/** @throws Error when the options do not go together */
function readOptions(): Options {
  const options = command.parse().opts<Options>();
  if (options.outage && !options.once)
    throw new Error("--outage checks what it did and ends; write it with --once");
  if (options.outage && options.withoutSearch)
    throw new Error("--outage stops the search engine; leave --without-search out");
  if (options.outage && externalEndpoints(process.env).search)
    throw new Error("--outage stops the search engine, and OPENSEARCH_URL names one that is not its own");
  return options;
}

async function main(): Promise<number> {
  const startedAt = Date.now();
  const { signal } = abortOnSignals();
  let platform: Platform | undefined;
  let code = FAILED;
  try {
    const options = readOptions();
    const { once, topology, outage, withoutSearch = false } = options;
    platform = await startPlatform({
      ...{ withSearch: !withoutSearch, withFaults: outage, topology, signal },
      runTasks: runTasksWithProgress,
    });
    await platform.deploy();
    const work = once ? runOnce(platform, options) : runUntilInterrupted(platform, signal);
    const failure = platform.failure.then((error) => Promise.reject(error));
    code = await Promise.race([work, failure, aborted(signal).then(() => (once ? INTERRUPTED : 0))]);
  } catch (error) {
    if (signal.aborted) code = INTERRUPTED;
    else print(`\n${error instanceof Error ? error.message : String(error)}`);
  }
  await platform?.stop({ keepLogs: code === FAILED });
  if (platform && code === FAILED) print(`\nthe log of every part is in ${platform.runFolder}`);
  if (platform) print(`\n${formatRunSummary(Date.now() - startedAt, platform.peakMemoryBytes)}`);
  return code;
}

/** Writes known lines, and compares what came out everywhere with them. @returns the exit code */
async function runOnce(platform: Platform, { outage, outageSeconds: seconds }: Options): Promise<number> {
  const { endpoints, runFolder } = platform;
  if (outage) return runOutageCheck(platform, seconds);
  const from = new Date();
  const formatRunSummary = await writeAndShip({
    endpoints,
    seed: SEED,
    lines: LINES,
    logDir: join(runFolder, "log"),
  });
  return (await verify({ endpoints, summary: formatRunSummary, from, print })) ? 0 : FAILED;
}

/** Has every sink fail for a while, and checks that nothing was lost. @returns the exit code */
async function runOutageCheck(
  { endpoints, faultTargets, runFolder }: Platform,
  seconds: number,
): Promise<number> {
  if (!faultTargets) throw new Error("a part of the platform cannot be told to fail");
  const passed = await verifyOutageRecovery({ endpoints, faultTargets, seconds, runFolder, print });
  print(
    passed
      ? `\nevery line arrived after an outage of ${seconds} s, with no hand put to it`
      : "\nthe outage drill failed: what does not hold is marked ✘ above",
  );
  return passed ? 0 : FAILED;
}

/** Keeps traffic flowing until Ctrl-C. @returns the exit code */
async function runUntilInterrupted({ endpoints, runFolder }: Platform, signal: AbortSignal): Promise<number> {
  print(`\n${guidance(endpoints, runFolder)}`);
  const logDir = join(runFolder, "log");
  await writeAndShipContinuously({
    endpoints,
    seed: SEED,
    logDir,
    flushIntervalMs: flushIntervalMs(),
    signal,
  });
  return 0;
}

/** As the local environment is configured; the search engine's flush interval is that of the whole delivery. */
function flushIntervalMs(): number {
  const [config] = loadEnvironments({ only: ["local"] });
  if (config?.search.kind !== "domain")
    throw new Error("the local environment has no domain; see config/environments/local.ts");
  return config.search.flushIntervalSeconds * 1_000;
}

/** Aborts at the first Ctrl-C, or when the terminal goes away. */
function abortOnSignals(): AbortController {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      // Who asks twice does not want to wait; the guard ends what still runs.
      if (interrupt.signal.aborted) process.exit(INTERRUPTED);
      print("\nstopping");
      interrupt.abort();
    });
  }
  return interrupt;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

function formatRunSummary(elapsedMs: number, peakBytes: number): string {
  const time = `${(elapsedMs / 1_000).toFixed(0)} s in all`;
  return peakBytes > 0 ? `${time}, at most ${(peakBytes / 2 ** 20).toFixed(0)} MiB of memory` : time;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main().then((code) => process.exit(code));

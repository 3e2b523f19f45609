/** `npm run local`: runs the whole platform on this machine. */
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { loadEnvironments } from "../config";
import { type Platform, startPlatform } from "./platform";
import { findAwsCli } from "./startup/aws-cli";
import { externalEndpoints } from "./startup/external-endpoints";
import { guidance } from "./startup/guidance";
import { runTasksWithProgress } from "./startup/run-tasks-with-progress";
import type { Topology } from "./startup/startup-tasks";
import { writeAndShipContinuously, writeAndShip } from "./traffic";
import { verify } from "./verify";
import { MIN_OUTAGE_SECONDS, verifyUnderTraffic } from "./verify/under-traffic";

// This Node version warning is for deployed applications, not for a tool that runs for minutes.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const SEED = 1;
/** Lines that `--once` writes and checks: enough for percentiles, sent within seconds. */
const LINES = 12_000;
/** The exit code of a shell for a program that Ctrl-C ended. */
const INTERRUPTED = 130;
const FAILED = 1;

const command = new Command("npm run local --")
  .description(
    "Runs the whole platform on this machine: starts an AWS emulator, OpenSearch, and local intakes for Sentry and " +
      "Datadog; deploys the same stacks as `cdk deploy`; and sends generated log lines through them. " +
      "It needs no AWS account and no Docker, but Python 3.10 or newer and, for OpenSearch, Maven (mvn).",
  )
  .option("--once", "write a fixed set of lines, verify what every sink received, and exit", false)
  .addOption(
    new Option(
      "--topology <topology>",
      "how log events reach the forwarder: CloudWatch Logs invokes it, or it reads a Kinesis data stream",
    )
      .choices(["direct", "kinesis"])
      .default("direct"),
  )
  .option(
    "--outage",
    "with --once: make every sink fail while lines are sent, and verify that all lines arrive afterwards",
    false,
  )
  .option(
    "--outage-seconds <seconds>",
    `duration of the outage, at least ${MIN_OUTAGE_SECONDS}`,
    outageSeconds,
    60,
  )
  .option(
    "--rotate",
    "with --once: rotate every secret while lines are sent, and verify that all lines arrive and how hashes change",
    false,
  )
  .option("--without-search", "run without OpenSearch; Maven is then not needed")
  .addHelpText(
    "after",
    `
Examples:
  npm run local                               send log lines until Ctrl-C, and serve a page that shows everything
  npm run local -- --once                     verify the platform, then stop
  npm run local -- --once --topology kinesis  verify it with a Kinesis data stream, as in production
  npm run local -- --once --outage            verify that no line is lost if every sink fails for a minute
  npm run local -- --once --rotate            verify that no line is lost if every secret is rotated
  npm run local -- --once --without-search    verify it without OpenSearch

Environment variables:
  OPENSEARCH_URL       use a running search engine: https://user:password@host:port
  OPENSEARCH_USERNAME  user, if the URL does not contain it
  OPENSEARCH_PASSWORD  password, if the URL does not contain it
  OPENSEARCH_CA_FILE   CA certificate of that search engine (PEM)
  AWS_ENDPOINT_URL     use a running AWS emulator
  AWS_CA_BUNDLE        CA certificate of that emulator (PEM)

Exit codes:
  0    success
  1    a check failed, or the platform could not run
  130  interrupted with Ctrl-C during the startup or during --once`,
  );

interface Options {
  readonly once: boolean;
  readonly topology: Topology;
  readonly outage: boolean;
  readonly outageSeconds: number;
  readonly rotate: boolean;
  readonly withoutSearch?: boolean;
}

function outageSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= MIN_OUTAGE_SECONDS) return seconds;
  throw new InvalidArgumentError(
    `expected a whole number of at least ${MIN_OUTAGE_SECONDS}: forwarders retry for ten seconds, and park nothing in a shorter outage.`,
  );
}

/** @throws Error if the options contradict each other */
function readOptions(): Options {
  const options = command.parse().opts<Options>();
  for (const [option, effect] of [
    ["outage", "stops the search engine"],
    ["rotate", "changes a password of the search engine"],
  ] as const) {
    if (!options[option]) continue;
    if (!options.once) throw new Error(`--${option} is only valid with --once; add --once`);
    if (options.withoutSearch)
      throw new Error(`--${option} ${effect}, so --without-search contradicts it; remove one of them`);
    if (externalEndpoints(process.env).search)
      throw new Error(
        `--${option} ${effect}, but OPENSEARCH_URL names one that this command did not start; unset OPENSEARCH_URL`,
      );
  }
  return options;
}

async function main(): Promise<number> {
  const startedAt = Date.now();
  const { signal } = abortOnSignals();
  let platform: Platform | undefined;
  let code = FAILED;
  try {
    const options = readOptions();
    // Reports a wrong configuration at once, and not after the emulator has started.
    loadEnvironments({ only: ["local"] });
    const { once, topology, withoutSearch = false } = options;
    platform = await startPlatform({
      ...{ withSearch: !withoutSearch, topology, signal },
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
  if (platform && code === FAILED) print(`\nthe logs of all components are in ${platform.runFolder}`);
  if (platform) print(`\n${formatRunSummary(Date.now() - startedAt, platform.peakMemoryBytes)}`);
  return code;
}

/** Writes a fixed set of lines, and compares what every sink received with them. @returns the exit code */
async function runOnce(platform: Platform, options: Options): Promise<number> {
  const { endpoints, runFolder } = platform;
  if (options.outage || options.rotate) return runTrafficCheck(platform, options);
  const from = new Date();
  const summary = await writeAndShip({
    endpoints,
    seed: SEED,
    lines: LINES,
    logDir: join(runFolder, "log"),
  });
  return (await verify({ endpoints, summary, from, print })) ? 0 : FAILED;
}

/** Makes every sink fail or rotates every secret, and verifies that no line is lost. @returns the exit code */
async function runTrafficCheck(
  { endpoints, faultTargets, runFolder }: Platform,
  { outage, outageSeconds: seconds, rotate }: Options,
): Promise<number> {
  if (!faultTargets) throw new Error("a component of the platform does not support fault injection");
  const passed = await verifyUnderTraffic({
    ...{ endpoints, faultTargets, rotate, runFolder, print },
    outageSeconds: outage ? seconds : undefined,
  });
  const disturbances = [
    ...(outage ? [`an outage of ${seconds} s`] : []),
    ...(rotate ? ["a rotation of every secret"] : []),
  ].join(" and ");
  print(
    passed
      ? `\nevery line arrived after ${disturbances}, without manual intervention`
      : `\nthe check of ${disturbances} failed: the failed checks are marked ✘ above`,
  );
  return passed ? 0 : FAILED;
}

/** Sends log lines until Ctrl-C. @returns the exit code */
async function runUntilInterrupted(
  { endpoints, pageUrl, runFolder }: Platform,
  signal: AbortSignal,
): Promise<number> {
  print(`\n${guidance({ ...endpoints, pageUrl }, runFolder, findAwsCli())}`);
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

/** The flush interval of the local environment. No other wait of a delivery is longer. */
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
      // A second Ctrl-C exits at once; the orphan guard ends the processes that still run.
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
  const time = `${(elapsedMs / 1_000).toFixed(0)} s in total`;
  return peakBytes > 0 ? `${time}, peak memory ${(peakBytes / 2 ** 20).toFixed(0)} MiB` : time;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main().then((code) => process.exit(code));

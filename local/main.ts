/** `npm run local`: runs the whole platform on this machine. */
import { loadEnvironment } from "../config";
import type { CheckDocument, FailureDocument, OnceDocument } from "./command/documents";
import { aborted, abortOnSignals, INTERRUPTED } from "./command/interruption";
import { type Options, readOptions } from "./command/options";
import { createOutput, type Output } from "./command/output";
import { runContinuously } from "./command/run-continuously";
import { runOnce } from "./command/run-once";
import { type Platform, startPlatform } from "./platform";
import { portsFrom } from "./startup/ports";
import {
  checkPrerequisites,
  formatFound,
  formatTable,
  missing,
  type Prerequisite,
} from "./startup/prerequisites";
import { createVerificationReport } from "./verify";

// This Node version warning is for deployed applications, not for a tool that runs for minutes.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const FAILED = 1;

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions();
    // Reports a wrong configuration at once, and not after the emulator has started.
    loadEnvironment("local");
  } catch (error) {
    process.stderr.write(`\n${messageOf(error)}\n`);
    return FAILED;
  }
  const output = createOutput(options);
  return options.check ? check(options, output) : run(options, output);
}

/** Shows all prerequisites. @returns the exit code */
async function check(options: Options, { print, emit }: Output): Promise<number> {
  const prerequisites = await checkPrerequisites(platformOptions(options));
  const passed = missing(prerequisites).length === 0;
  print(formatTable(prerequisites));
  emit({ passed, prerequisites } satisfies CheckDocument);
  return passed ? 0 : FAILED;
}

/** Starts the platform, uses it and stops it. @returns the exit code */
async function run(options: Options, output: Output): Promise<number> {
  const { print, emit, runTasks } = output;
  const startedAt = Date.now();
  const signal = abortOnSignals(() => {
    print("\nstopping");
  });
  const report = createVerificationReport(print);
  let prerequisites: readonly Prerequisite[] = [];
  let platform: Platform | undefined;
  let failure: string | null = null;
  let code = FAILED;
  try {
    platform = await startPlatform({
      ...platformOptions(options),
      ...{ topology: options.topology, signal, runTasks },
      onPrerequisites(found) {
        prerequisites = found;
        if (missing(found).length === 0) print(formatFound(found));
      },
    });
    await platform.deploy();
    const work = options.once
      ? runOnce(platform, options, report, output).then(() => (report.passed ? 0 : FAILED))
      : runContinuously(platform, options, output, signal).then(() => 0);
    const componentFailure = platform.failure.then((error) => Promise.reject(error));
    code = await Promise.race([
      work,
      componentFailure,
      aborted(signal).then(() => (options.once ? INTERRUPTED : 0)),
    ]);
  } catch (error) {
    if (signal.aborted) code = INTERRUPTED;
    else {
      failure = messageOf(error);
      print(`\n${failure}`);
    }
  }
  if (code === INTERRUPTED) failure = "interrupted";
  await platform?.stop({ keepLogs: code === FAILED });
  const runFolder = platform && code === FAILED ? platform.runFolder : null;
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  const peakMemoryBytes = platform?.peakMemoryBytes ?? null;
  if (runFolder !== null) print(`\nthe logs of all components are in ${runFolder}`);
  if (platform) print(`\n${formatRunSummary(seconds, peakMemoryBytes)}`);
  if (options.once)
    emit({
      passed: code === 0,
      failure,
      options: {
        app: options.app,
        topology: options.topology,
        search: !options.withoutSearch,
        outageSeconds: options.outage ? options.outageSeconds : null,
        rotate: options.rotate,
      },
      prerequisites,
      sections: report.sections,
      ...{ runFolder, seconds, peakMemoryBytes },
    } satisfies OnceDocument);
  else if (failure !== null) emit({ kind: "failure", failure } satisfies FailureDocument);
  return code;
}

function platformOptions({ withoutSearch, port }: Options) {
  return { withSearch: !withoutSearch, fixedPorts: port === undefined ? undefined : portsFrom(port) };
}

function formatRunSummary(seconds: number, peakMemoryBytes: number | null): string {
  const time = `${seconds} s in total`;
  return peakMemoryBytes === null
    ? time
    : `${time}, peak memory ${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main().then((code) => process.exit(code));

/**
 * `npm run bench`: what the forwarder costs, measured on its bundle, in one run with the least that any forwarder of the
 * same lines costs. Needs Linux, for the peak memory of a process.
 */
import { readFile, writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { type Bench, withBench } from "./forwarder/bench";
import { bundleCommit, resolveCommit } from "./forwarder/bundle-commit";
import { compareRuns } from "./forwarder/compare";
import { describeMachine } from "./forwarder/machine";
import type { Measurement } from "./forwarder/measurement";
import { profileForwarder } from "./forwarder/profile";
import { type Part, PARTS, runInTurns, runMeasurements, type RunOptions } from "./forwarder/run";
import { parseRun, type Run } from "./forwarder/saved-run";
import { stacksOf } from "./forwarder/stacks";
import { comparisonTable, measurementTable } from "./forwarder/table";

const program = new Command("npm run bench --")
  .description(
    "Measures CPU, memory and cold start of the forwarder, as multiples of the least possible work.",
  )
  .option("--json <file>", "write the run to a file")
  .option("--against <file>", "compare with a run that --json wrote")
  .option(
    "--against-ref <ref>",
    "measure the forwarder of another commit in the same run, in turns, and compare",
  )
  .option("--profile <file>", "only write a CPU profile, for Chrome's DevTools or speedscope")
  .option(
    "--stacks <file>",
    "with --profile: also write its stacks, from which npm run docs draws a flame graph",
  )
  .addOption(new Option("--parts <names...>", "measure only these").choices(PARTS).default([...PARTS], "all"))
  .option("--short", "smaller payloads and fewer rounds", false)
  .addHelpText(
    "after",
    "\nThe Node.js that runs the command is the one that is measured. Needs Linux." +
      "\nExit codes: 0 measured, 1 a measurement failed, or is worse beyond the noise than before: in --against, or in --against-ref.",
  )
  .parse();

interface Options {
  readonly json?: string;
  readonly against?: string;
  readonly againstRef?: string;
  readonly profile?: string;
  readonly stacks?: string;
  readonly parts: readonly Part[];
  readonly short: boolean;
}

/** Frames with less of the time are too narrow to be read. */
const MIN_SHARE = 0.004;

void main(program.opts<Options>()).then(
  (worse) => process.exit(worse ? 1 : 0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

/** @returns whether a measurement is worse than before */
async function main(options: Options): Promise<boolean> {
  const { json, against, againstRef, profile, stacks, parts, short } = options;
  if (against !== undefined && againstRef !== undefined)
    throw new Error("--against and --against-ref both name what to compare with; give one of them");
  if (profile !== undefined) {
    await writeProfile(profile, stacks);
    return false;
  }
  const before = against === undefined ? undefined : parseRun(against, await readFile(against, "utf8"));
  const machine = describeMachine();
  const { cpu, cores, node, load } = machine;
  console.log(`${cpu}, ${cores} cores, Node.js ${node}, load before: ${load}`);
  const onProgress = (part: Part) => {
    console.error(`measuring: ${part}`);
  };
  const toRun = (measurements: readonly Measurement[]): Run => ({
    ...{ version: 1, measuredAt: new Date().toISOString(), short, machine, measurements },
  });
  const [run, other] = await measure(againstRef, { short, parts, onProgress });
  console.log(`\n${measurementTable(run)}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(toRun(run), undefined, 2)}\n`);
  if (other) return reportChanges(againstRef ?? "", toRun(other), toRun(run));
  return before !== undefined && reportChanges(before.measuredAt, before, toRun(run));
}

/** Those of this checkout, and of the other commit. */
function measure(
  againstRef: string | undefined,
  options: RunOptions,
): Promise<readonly [readonly Measurement[], (readonly Measurement[])?]> {
  if (againstRef === undefined)
    return withBench(async (bench) => [await runMeasurements(bench, options)] as const);
  const commit = resolveCommit(againstRef);
  return withBench(async (bench) => {
    const { bundle, bundleBytes } = await bundleCommit(commit, bench.folder);
    const other: Bench = { ...bench, bundle, bundleBytes };
    return runInTurns([bench, other], options);
  });
}

async function writeProfile(file: string, stacksFile: string | undefined): Promise<void> {
  const profiled = await withBench(profileForwarder);
  await writeFile(file, JSON.stringify(profiled.profile));
  console.log(`wrote ${file}: open it in Chrome's DevTools (Performance) or at https://www.speedscope.app`);
  if (stacksFile === undefined) return;
  const { node } = describeMachine();
  const stacks = { measuredAt: new Date().toISOString(), node, frames: stacksOf(profiled, MIN_SHARE) };
  await writeFile(stacksFile, `${JSON.stringify(stacks, undefined, 1)}\n`);
}

/** @param before name of what `earlier` measured */
function reportChanges(before: string, earlier: Run, run: Run): boolean {
  const comparisons = compareRuns(earlier, run);
  const changed = comparisons.filter(({ verdict }) => verdict !== "same");
  console.log(
    changed.length > 0
      ? `\nCompared with ${before}:\n\n${comparisonTable(changed)}`
      : `\n${comparisons.length} measurements compared with ${before}: no change beyond the noise`,
  );
  return changed.some(({ verdict }) => verdict === "worse");
}

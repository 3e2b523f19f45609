/**
 * `npm run bench`: what the forwarder costs, measured on its bundle, in one run with the least that any forwarder of the
 * same lines costs. Needs Linux, for the peak memory of a process.
 */
import { readFile, writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { withBench } from "./forwarder/bench";
import { compareRuns } from "./forwarder/compare";
import { describeMachine } from "./forwarder/machine";
import { type Part, PARTS, runMeasurements } from "./forwarder/run";
import { parseRun, type Run } from "./forwarder/saved-run";
import { comparisonTable, measurementTable } from "./forwarder/table";

const program = new Command("npm run bench --")
  .description(
    "Measures CPU, memory and cold start of the forwarder, as multiples of the least possible work.",
  )
  .option("--json <file>", "write the run to a file")
  .option("--against <file>", "compare with a run that --json wrote")
  .addOption(new Option("--parts <names...>", "measure only these").choices(PARTS).default([...PARTS], "all"))
  .option("--short", "smaller payloads and fewer rounds", false)
  .addHelpText(
    "after",
    "\nThe Node.js that runs the command is the one that is measured. Needs Linux." +
      "\nExit codes: 0 measured, 1 a measurement failed, or is worse than in --against beyond the noise.",
  )
  .parse();

interface Options {
  readonly json?: string;
  readonly against?: string;
  readonly parts: readonly Part[];
  readonly short: boolean;
}

void main(program.opts<Options>()).then(
  (worse) => process.exit(worse ? 1 : 0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

/** @returns whether a measurement is worse than in `against` */
async function main({ json, against, parts, short }: Options): Promise<boolean> {
  const before = against === undefined ? undefined : parseRun(against, await readFile(against, "utf8"));
  const machine = describeMachine();
  const { cpu, cores, node, load } = machine;
  console.log(`${cpu}, ${cores} cores, Node.js ${node}, load before: ${load}`);
  const onProgress = (part: Part) => {
    console.error(`measuring: ${part}`);
  };
  const measurements = await withBench((bench) => runMeasurements(bench, { short, parts, onProgress }));
  const run: Run = { version: 1, measuredAt: new Date().toISOString(), short, machine, measurements };
  console.log(`\n${measurementTable(measurements)}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(run, undefined, 2)}\n`);
  return before !== undefined && reportChanges(before, run);
}

function reportChanges(before: Run, run: Run): boolean {
  const comparisons = compareRuns(before, run);
  const changed = comparisons.filter(({ verdict }) => verdict !== "same");
  console.log(
    changed.length > 0
      ? `\n${comparisonTable(changed)}`
      : `\n${comparisons.length} measurements compared with ${before.measuredAt}: no change beyond the noise`,
  );
  return changed.some(({ verdict }) => verdict === "worse");
}

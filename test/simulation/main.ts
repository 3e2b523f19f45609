/** `npm run simulate`: the forwarder and the replay through seeded plans of everything that can go wrong. */
import "./drain";
import { Command } from "commander";
import { parseNaturalNumber } from "../../scripts/natural-number";
import { runPlans } from "./run-plans";
import { formatViolations, formatCounts } from "./format-result";

const FAILED = 1;

const command = new Command("npm run simulate --")
  .description(
    "Runs the forwarder and the replay, with real sinks against intakes on loopback, through plans of faults, and " +
      "checks after every invocation and at the end that nothing is lost, doubled or forgotten.",
  )
  .option("--plans <count>", "how many plans", parseNaturalNumber, 1_000)
  .option("--seed <number>", "the seed that the plans are drawn from", parseNaturalNumber, 7)
  .option("--plan <number>", "run this one plan of the seed again", parseNaturalNumber)
  .option(
    "--minutes <minutes>",
    "soak: draw plans for so long, from a seed of the time unless one is given",
    parseNaturalNumber,
  )
  .addHelpText("after", "\nExit codes: 0 every law holds, 1 a plan broke one.");

interface Options {
  readonly plans: number;
  readonly seed: number;
  readonly plan?: number;
  readonly minutes?: number;
}

async function main(): Promise<number> {
  const { plans, seed: requestedSeed, plan, minutes } = command.parse().opts<Options>();
  const isSoak = minutes !== undefined;
  const seed =
    isSoak && command.getOptionValueSource("seed") === "default" ? Date.now() % 1e9 : requestedSeed;
  const startedAt = Date.now();
  const numbers =
    plan !== undefined
      ? [plan]
      : isSoak
        ? numbersUntil(startedAt + minutes * 60_000)
        : Array.from({ length: plans }, (_, i) => i);
  console.log(`seed ${seed}`);
  const summary = await runPlans({
    seed,
    numbers,
    onViolation: (outcome) => {
      console.log(formatViolations(outcome));
    },
  });
  console.log(formatCounts(summary.plans, summary.counts, Date.now() - startedAt));
  if (summary.violating.length === 0) return 0;
  console.log(
    `${summary.violating.length} plans broke a law: ${summary.violating.map(({ plan: { number } }) => number).join(", ")}`,
  );
  return FAILED;
}

function* numbersUntil(end: number): Generator<number> {
  for (let number = 0; Date.now() < end; number += 1) yield number;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(FAILED);
  },
);

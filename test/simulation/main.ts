/** `npm run simulate`: runs the forwarder and the replay under seeded plans of faults. */
import "./drain";
import { Command } from "commander";
import { parseNaturalNumber } from "../../scripts/natural-number";
import { runPlans } from "./run-plans";
import { formatViolations, formatCounts } from "./format-result";

const FAILED = 1;

const command = new Command("npm run simulate --")
  .description(
    "Simulates the delivery of log events under faults. Runs the code of the forwarder and the replay against local " +
      "intakes, in virtual time. A plan is traffic and faults drawn from a seed. After every invocation and at the end " +
      "of a plan, the simulation checks the invariants, for example that no event is lost.",
  )
  .option("--plans <count>", "number of plans", parseNaturalNumber, 1_000)
  .option("--seed <number>", "seed of the plans; the same seed gives the same plans", parseNaturalNumber, 7)
  .option(
    "--plan <number>",
    "run only the plan with this number, to reproduce a violation",
    parseNaturalNumber,
  )
  .option(
    "--minutes <minutes>",
    "run plans for this time; the default seed is then the current time",
    parseNaturalNumber,
  )
  .addHelpText(
    "after",
    `
Examples:
  npm run simulate                             run 1,000 plans of seed 7
  npm run simulate -- --plans 100 --seed 42    run 100 plans of another seed
  npm run simulate -- --seed 42 --plan 17      run one plan again
  npm run simulate -- --minutes 30             run new plans for 30 minutes

Exit codes:
  0  no plan violated an invariant
  1  a plan violated an invariant, or the simulation failed`,
  );

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
    `${summary.violating.length} plans violated an invariant: ${summary.violating.map(({ plan: { number } }) => number).join(", ")}`,
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

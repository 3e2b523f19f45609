/** `npm run simulate`: the forwarder and the replay through seeded plans of everything that can go wrong. */
import "./drain";
import { Command } from "commander";
import { natural } from "../../scripts/natural-number";
import { runPlans } from "./run-plans";
import { tellBroken, tellCounts } from "./report";

const FAILED = 1;

const command = new Command("npm run simulate --")
  .description(
    "Runs the forwarder and the replay, with real sinks against intakes on loopback, through plans of faults, and " +
      "checks after every invocation and at the end that nothing is lost, doubled or forgotten.",
  )
  .option("--plans <count>", "how many plans", natural, 1_000)
  .option("--seed <number>", "the seed that the plans are drawn from", natural, 7)
  .option("--plan <number>", "run this one plan of the seed again", natural)
  .option(
    "--minutes <minutes>",
    "soak: draw plans for so long, from a seed of the time unless one is given",
    natural,
  )
  .addHelpText("after", "\nExit codes: 0 every law holds, 1 a plan broke one.");

interface Options {
  readonly plans: number;
  readonly seed: number;
  readonly plan?: number;
  readonly minutes?: number;
}

async function main(): Promise<number> {
  const { plans, seed: given, plan, minutes } = command.parse().opts<Options>();
  const isSoak = minutes !== undefined;
  const seed = isSoak && command.getOptionValueSource("seed") === "default" ? Date.now() % 1e9 : given;
  const began = Date.now();
  const numbers =
    plan !== undefined
      ? [plan]
      : isSoak
        ? until(began + minutes * 60_000)
        : Array.from({ length: plans }, (_, i) => i);
  console.log(`seed ${seed}`);
  const total = await runPlans({
    seed,
    numbers,
    broke: (outcome) => {
      console.log(tellBroken(outcome));
    },
  });
  console.log(tellCounts(total.plans, total.counts, Date.now() - began));
  if (total.broken.length === 0) return 0;
  console.log(
    `${total.broken.length} plans broke a law: ${total.broken.map(({ plan: { number } }) => number).join(", ")}`,
  );
  return FAILED;
}

function* until(end: number): Generator<number> {
  for (let number = 0; Date.now() < end; number += 1) yield number;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(FAILED);
  },
);

/** `npm run fuzz`: the forwarder's and the replay's readers, fed with inputs that nobody meant. */
import { Command } from "commander";
import { parseNaturalNumber } from "../../scripts/natural-number";
import { fuzz } from "./fuzz";

const FAILED = 1;

const command = new Command("npm run fuzz --")
  .description("Feeds decoder, record parser and replay reader with mutated inputs.")
  .option("--inputs <count>", "how many inputs", parseNaturalNumber, 100_000)
  .option("--seed <number>", "the seed that the inputs are drawn from", parseNaturalNumber, 7)
  .option("--input <number>", "read this one input of the seed again", parseNaturalNumber)
  .addHelpText("after", "\nExit codes: 0 every input came out, 1 one did not.");

async function main(): Promise<number> {
  const { inputs, seed, input } = command.parse().opts<{ inputs: number; seed: number; input?: number }>();
  const startedAt = Date.now();
  const result = await fuzz(
    seed,
    input === undefined ? Array.from({ length: inputs }, (_, i) => i) : [input],
  );
  const { byTarget, slowest, failures } = result;
  const targets = Object.entries(byTarget).map(
    ([target, count]) => `${target} ${count.toLocaleString("en")}`,
  );
  console.log(
    `seed ${seed}: ${result.inputs.toLocaleString("en")} inputs (${targets.join(", ")}) in ${Math.round((Date.now() - startedAt) / 1_000)} s`,
  );
  console.log(
    `slowest: ${slowest.cpuMs.toFixed(1)} ms of CPU time, input ${slowest.input} of the ${slowest.target}`,
  );
  for (const failure of failures) {
    console.log(
      `${failure.target}: ${failure.reason}\n  again: npm run fuzz -- --seed ${seed} --input ${failure.input}`,
    );
  }
  return failures.length === 0 ? 0 : FAILED;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(FAILED);
  },
);

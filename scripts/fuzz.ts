/** `npm run fuzz`: the property-based tests of the decoders, the parsers and redaction, with any number of inputs. */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { parseNaturalNumber } from "./natural-number";

const TESTS = ["payloads", "decode", "parse", "replay-object", "event-notification", "redactor"];

/** A seed of fast-check is an integer of 32 bits. */
const SEED_RANGE = 2 ** 31;

const command = new Command("npm run fuzz --")
  .description("Runs the property-based tests of the decoders, the parsers and redaction.")
  .argument("[test]", `run only this test: ${TESTS.join(", ")}`, parseTest)
  .option("--inputs <count>", "how many inputs in all", parseNaturalNumber, 100_000)
  .option("--seed <number>", "the seed that the inputs are drawn from (default: a new seed)", parseSeed)
  .option("--path <path>", "repeat the counterexample with this path; needs a test and its seed")
  .addHelpText("after", "\nExit codes: 0 every property holds, 1 one does not.")
  .parse();

const {
  inputs,
  seed = randomInt(SEED_RANGE),
  path,
} = command.opts<{
  inputs: number;
  seed?: number;
  path?: string;
}>();
const [test] = command.processedArgs as [string | undefined];
if (path !== undefined && (test === undefined || command.getOptionValueSource("seed") === undefined))
  command.error("error: --path needs a test and --seed, as the failed run printed them");

console.log(`seed ${seed}, ${inputs} inputs`);
const { status } = spawnSync(
  process.execPath,
  [
    require.resolve("jest/bin/jest"),
    `/${test ?? "[^/]+"}\\.property\\.test\\.ts$`,
    "--selectProjects",
    "unit",
    "--verbose",
  ],
  {
    stdio: "inherit",
    env: { ...process.env, FUZZ_INPUTS: String(inputs), FUZZ_SEED: String(seed), FUZZ_PATH: path },
  },
);
process.exit(status ?? 1);

function parseTest(text: string): string {
  if (!TESTS.includes(text)) throw new InvalidArgumentError(`${text} is none of ${TESTS.join(", ")}.`);
  return text;
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === "" || !Number.isInteger(seed) || Math.abs(seed) > SEED_RANGE)
    throw new InvalidArgumentError(`${text} is no whole number of 32 bits.`);
  return seed;
}

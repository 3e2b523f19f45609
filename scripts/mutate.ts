/**
 * `npm run mutate`: changes the code of delivery and redaction in one place at a time (a mutant), and runs the unit tests
 * that reach this place. A mutant that no test notices survives: a behaviour that no test expects, or needless code.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { MutantResult, PartialStrykerOptions } from "@stryker-mutator/api/core";
import { Argument, Command } from "commander";
import { parseNaturalNumber } from "./natural-number";

const FOLDERS = ["delivery", "redaction"] as const;

type Folder = (typeof FOLDERS)[number];

/** The tests of each folder: their files start with one of these, below `test/lambda`. */
const TESTS: Readonly<Record<Folder, readonly string[]>> = {
  delivery: ["delivery/", "forwarder/metrics", "forwarder/settings", "forwarder/report"],
  redaction: ["redaction/"],
};

/** Tables of data: names of keys, and prefixes of tokens. A mutant of a row is another row, not another behaviour. */
const TABLES = ["lambda/redaction/keys/sensitive-names.ts", "lambda/redaction/detectors/vendors.ts"];

/** Percentage of the mutants that tests must notice, in each folder. */
const MIN_SCORE = 90;

/** A property draws at most so many inputs for each mutant. */
const MAX_PROPERTY_RUNS = 20;

const WORK = ".work/mutation";

const command = new Command("npm run mutate --")
  .description("Changes the code in one place at a time, and expects that a unit test notices it.")
  .addArgument(new Argument("[folder]", "mutate only this folder of lambda").choices(FOLDERS))
  .option("--files <pattern...>", "mutate only these files, such as lambda/delivery/batch.ts")
  .option("--incremental", "reuse results of the last run where code and names of tests are the same")
  .option(
    "--concurrency <count>",
    "how many mutants to test at the same time (default: the number of cores)",
    parseNaturalNumber,
  )
  .addHelpText("after", `\nExit codes: 0 a score of at least ${MIN_SCORE} % in each folder, 1 less.`)
  .parse();

const { files, incremental, concurrency } = command.opts<{
  files?: string[];
  incremental?: true;
  concurrency?: number;
}>();
const [only] = command.processedArgs as [Folder | undefined];

interface FolderResult {
  readonly folder: string;
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly notCovered: number;
  /** Percentage of the mutants that a test noticed. */
  readonly score: number;
  readonly minutes: number;
}

void main();

async function main(): Promise<void> {
  process.env["MAX_PROPERTY_RUNS"] = String(MAX_PROPERTY_RUNS);
  const results: FolderResult[] = [];
  for (const folder of only ? [only] : FOLDERS) results.push(await mutate(folder));
  console.table(results);
  process.exit(results.every(({ score }) => score >= MIN_SCORE) ? 0 : 1);
}

async function mutate(folder: Folder): Promise<FolderResult> {
  // The package has only ES modules, and this file is compiled to CommonJS.
  const { Stryker } = await import("@stryker-mutator/core");
  mkdirSync(join(WORK, folder), { recursive: true });
  const start = Date.now();
  return summarize(folder, await new Stryker(optionsFor(folder)).runMutationTest(), Date.now() - start);
}

function optionsFor(folder: Folder): PartialStrykerOptions {
  const work = join(WORK, folder);
  return {
    mutate: files ?? [`lambda/${folder}/**/*.ts`, ...TABLES.map((table) => `!${table}`)],
    testRunner: "bundle",
    plugins: [join(process.cwd(), "test/mutation/test-runner.mjs")],
    bundle: { tests: TESTS[folder] },
    coverageAnalysis: "perTest",
    ...(concurrency !== undefined && { concurrency }),
    // swc does not check types.
    disableTypeChecks: false,
    incremental: incremental === true,
    incrementalFile: join(work, "incremental.json"),
    // The sandbox is a copy of the project, without what no unit test of these folders reads.
    tempDirName: join(work, "sandbox"),
    ignorePatterns: [".work", "cdk.out", "coverage", "dist", "docs"],
    htmlReporter: { fileName: join(work, "report.html") },
    jsonReporter: { fileName: join(work, "report.json") },
    clearTextReporter: { allowColor: false, reportTests: false },
    reporters: ["progress-append-only", "clear-text", "html", "json"],
    // A busy machine must not turn a slow mutant into one that timed out; endless loops are found by counting.
    timeoutMS: 15_000,
  };
}

function summarize(folder: string, mutants: readonly MutantResult[], ms: number): FolderResult {
  const count = (status: MutantResult["status"]) =>
    mutants.filter((mutant) => mutant.status === status).length;
  const [killed, timedOut] = [count("Killed"), count("Timeout")];
  return {
    ...{ folder, mutants: mutants.length, killed, timedOut },
    ...{ survived: count("Survived"), notCovered: count("NoCoverage") },
    score: Math.floor((1_000 * (killed + timedOut)) / mutants.length) / 10,
    minutes: Math.round(ms / 60_000),
  };
}

/**
 * `npm run evidence -- append`: adds one dated entry to an index of evidence. `npm run evidence -- verify`: checks an
 * index, and with `--reports` the files of its last entry. `npm run evidence -- --help` lists the options.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import {
  appendEntry,
  checkIndex,
  type EvidenceEntry,
  hashReports,
  reportProblems,
  RESULTS,
} from "../ops/report/evidence";

type Check = EvidenceEntry["checks"][number];

interface AppendOptions {
  readonly index: string;
  readonly environment: string;
  readonly commit: string;
  readonly run?: string;
  readonly reports: string;
  readonly check: readonly Check[];
}

interface VerifyOptions {
  readonly index: string;
  readonly reports?: string;
}

const program = new Command("npm run evidence --").description(
  "Maintains an index of evidence: JSON lines, each with the hash of the line before.",
);
program
  .command("append")
  .description("Adds an entry to an intact index, or begins an index.")
  .requiredOption("--index <file>", "the index; a new file begins an index")
  .requiredOption("--environment <name>", "the environment that was checked")
  .requiredOption("--commit <id>", "the commit that was checked")
  .requiredOption("--reports <folder>", "the files that the run left behind")
  .requiredOption(
    "--check <name=result>",
    `what ran, and its result: ${RESULTS.join(", ")}; repeatable`,
    check,
  )
  .option("--run <url>", "URL of the run")
  .action(({ index, reports, check: checks, ...entry }: AppendOptions) => {
    const text = existsSync(index) ? readFileSync(index, "utf8") : "";
    requireIntact(index, checkIndex(text).problems);
    const at = new Date().toISOString();
    const appended = appendEntry(text, { at, ...entry, checks: [...checks], reports: hashReports(reports) });
    requireIntact(index, checkIndex(appended).problems);
    writeFileSync(index, appended);
    console.log(`${index} has a new entry of ${at} for ${entry.environment}`);
  });
program
  .command("verify")
  .description("Checks every entry of an index, and the chain of hashes.")
  .requiredOption("--index <file>", "the index")
  .option("--reports <folder>", "the files of the last entry, whose hashes are compared")
  .action(({ index, reports }: VerifyOptions) => {
    if (!existsSync(index)) program.error(`${index} does not exist; name an index with --index`);
    const { entries, problems } = checkIndex(readFileSync(index, "utf8"));
    const last = entries.at(-1);
    requireIntact(index, [
      ...problems,
      ...(last === undefined ? ["no entry can be read, expected at least one"] : []),
      ...(reports !== undefined && last !== undefined ? reportProblems(reports, last) : []),
    ]);
    console.log(
      `${index} is intact: ${entries.length} entries from ${entries[0]?.at ?? ""} to ${last?.at ?? ""}`,
    );
  });
program.parse();

function requireIntact(index: string, problems: readonly string[]): void {
  if (problems.length > 0)
    program.error(`${index} is not intact:\n${problems.map((each) => `  ${each}`).join("\n")}`);
}

function check(text: string, before: readonly Check[] = []): readonly Check[] {
  const [name = "", result = ""] = text.split("=");
  const known = RESULTS.find((each) => each === result);
  if (name === "" || known === undefined)
    throw new InvalidArgumentError(`expected <name>=<result> with a result of ${RESULTS.join(", ")}.`);
  return [...before, { name, result: known }];
}

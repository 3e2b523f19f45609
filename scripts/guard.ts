/**
 * `npm run guard -- --base <assembly or git ref> | --deployed [--environment <name>]`: runs `npx logs diff` for every
 * deployed environment, prints the reports, and writes them to .work/guard: report.md for a pull request, and <name>.json.
 * Exits with 1 if a difference blocks, and with 2 if an environment cannot be compared. A review does not fail it.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ENVIRONMENT_NAMES } from "../config/load";
import { EXIT_CODES, explainError } from "../ops/cli";
import { createContext } from "../ops/cli/create-context";
import { diffEnvironment } from "../ops/diff/diff-environment";
import type { DiffOptions } from "../ops/diff/diff-options";

const FOLDER = ".work/guard";
/** The environment `local` is deployed to an emulator, and its data is made up. */
const DEPLOYED = ENVIRONMENT_NAMES.filter((name) => name !== "local");

async function main(): Promise<number> {
  const { base, deployed, environment } = parseArgs({
    options: { base: { type: "string" }, deployed: { type: "boolean" }, environment: { type: "string" } },
  }).values;
  const options: DiffOptions = {
    markdown: true,
    ...(base !== undefined && { base }),
    ...(deployed && { deployed: true as const }),
  };
  mkdirSync(FOLDER, { recursive: true });
  const reports: string[] = [];
  const codes: number[] = [];
  for (const name of environment === undefined ? DEPLOYED : [environment]) {
    const { text, data, exitCode = 0 } = await diffEnvironment(createContext(process, name, {}), options);
    writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
    console.log(`${text}\n`);
    reports.push(text);
    codes.push(exitCode);
  }
  writeFileSync(join(FOLDER, "report.md"), `${reports.join("\n\n")}\n`);
  return codes.includes(EXIT_CODES.negative) ? EXIT_CODES.negative : EXIT_CODES.success;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(explainError(error));
    process.exitCode = EXIT_CODES.failed;
  },
);

/**
 * `npm run report [-- --repository <url>]`: runs `npx logs report` for every deployed environment, and writes each report
 * to reports/<environment>. Exits with 1 if a finding is open.
 */
import { parseArgs } from "node:util";
import { ENVIRONMENT_NAMES } from "../config/load";
import { EXIT_CODES, explainError } from "../ops/cli";
import { createContext } from "../ops/cli/create-context";
import { reportEnvironment } from "../ops/report/report-environment";

/** The environment `local` is deployed to an emulator, and its data is made up. */
const DEPLOYED = ENVIRONMENT_NAMES.filter((name) => name !== "local");

async function main(): Promise<number> {
  const { repository } = parseArgs({ options: { repository: { type: "string" } } }).values;
  let isOpen = false;
  for (const name of DEPLOYED) {
    const { text, ok } = await reportEnvironment(
      createContext(process, name, {}),
      repository === undefined ? {} : { repository },
    );
    console.log(`${name}\n${text}\n`);
    isOpen ||= ok === false;
  }
  return isOpen ? EXIT_CODES.negative : EXIT_CODES.success;
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

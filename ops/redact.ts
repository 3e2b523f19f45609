import { createReadStream, existsSync } from "node:fs";
import { Command, Option } from "commander";
import { type LogId, LOGS, type RedactionOverrides } from "../catalog";
import { loadEnvironments } from "../config";
import { createRedactor, type Replacement } from "../lambda/redaction";
import { redactLines } from "./redact-lines";
import { RedactionStatistics } from "./redaction-statistics";

interface RedactOptions {
  readonly explain?: true;
  readonly stats?: true;
  readonly log?: LogId;
  readonly environment?: string;
}

/** `logs redact [file]`: what of log lines would leave the account. */
export function redactCommand(): Command {
  return new Command("redact")
    .description(
      "Prints log lines as they would leave the account: one line in, one line out, from a file or from standard " +
        "input to standard output. A line of JSON stays JSON of the same shape; a line without secrets stays as it is.",
    )
    .argument("[file]", "file to read; standard input without it")
    .option("--explain", "name the detector, the class and the place of every replacement, on standard error")
    .option("--stats", "count lines and replacements by class and detector, on standard error")
    .addOption(
      new Option("--log <log>", "treat the lines as this log's, which may keep a class").choices(
        LOGS.map(({ id }) => id),
      ),
    )
    .option("--environment <name>", "treat the lines as this environment's configuration says")
    .addHelpText(
      "after",
      `
Examples:
  $ npx logs redact application.log > safe.log
  $ tail -f application.log | npx logs redact --explain
  $ npx logs redact --log audit --stats audit.log > /dev/null

What is looked for, and what becomes of it, is in docs/redaction.md. Hashes need the environment's key, which stays in
the account: here they are printed as masks.`,
    )
    .action(redact);
}

async function redact(file: string | undefined, options: RedactOptions): Promise<void> {
  if (file !== undefined && !existsSync(file)) {
    throw new Error(`there is no file ${file}; name one that exists, or none to read standard input`);
  }
  const statistics = new RedactionStatistics();
  let line = 0;
  const redactor = createRedactor({
    overrides: redactionOverridesOf(options.environment),
    onReplacement(replacement) {
      statistics.count(replacement);
      if (options.explain) process.stderr.write(`line ${line}: ${explain(replacement)}\n`);
    },
  });
  const redactLine = (text: string): string => {
    line += 1;
    return statistics.countLine(redactor.redactLine(text, options.log));
  };
  await redactLines(file === undefined ? process.stdin : createReadStream(file), process.stdout, redactLine);
  if (options.stats) process.stderr.write(`${statistics.report()}\n`);
}

/** Never the value itself. */
function explain({ path, kind, class: sensitiveClass, action, detector }: Replacement): string {
  const where = path === "" ? "in the text" : path;
  return `${where}: ${kind} (${sensitiveClass}) ${action === "hash" ? "hashed" : "masked"}, found by ${detector}`;
}

function redactionOverridesOf(name: string | undefined): RedactionOverrides | undefined {
  return name === undefined ? undefined : loadEnvironments({ only: [name] })[0]?.redaction;
}

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

/** `logs redact [file]`: prints log lines with the redaction of the forwarder. */
export function redactCommand(): Command {
  return new Command("redact")
    .description(
      "Redacts log lines as the forwarder does before it sends them to a sink. Reads a file or standard input, and " +
        "writes one line of output for each line of input. A JSON line remains JSON with the same structure. A line " +
        "without sensitive data remains unchanged.",
    )
    .argument("[file]", "file to read (default: standard input)")
    .option(
      "--explain",
      "report the detector, the class and the position of every replacement on standard error",
    )
    .option(
      "--stats",
      "report the number of lines, and of replacements by class and detector, on standard error",
    )
    .addOption(
      new Option("--log <log>", "use the redaction policy of this log; a log can keep a class").choices(
        LOGS.map(({ id }) => id),
      ),
    )
    .option("--environment <name>", "use the redaction policy of this environment's configuration")
    .addHelpText(
      "after",
      `
Examples:
  npx logs redact application.log > safe.log                   redact a file
  tail -f application.log | npx logs redact --explain          redact a stream, and explain each replacement
  npx logs redact --log audit --stats audit.log > /dev/null    only count the replacements

Hashes require the secret key of the environment, which never leaves the AWS account. This command therefore prints
a mask where the forwarder writes a hash. docs/redaction.md lists the classes, the detectors and the actions.

Exit codes:
  0  success, whether or not a line was changed
  1  the file does not exist, or an option is not valid`,
    )
    .action(redact);
}

async function redact(file: string | undefined, options: RedactOptions): Promise<void> {
  if (file !== undefined && !existsSync(file)) {
    throw new Error(
      `file ${file} does not exist; give the path of a file, or omit it to read standard input`,
    );
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

/** One line of the report; never contains the value itself. */
function explain({ path, kind, class: sensitiveClass, action, detector }: Replacement): string {
  const where = path === "" ? "in the text" : path;
  return `${where}: ${kind} (${sensitiveClass}) ${action === "hash" ? "hashed" : "masked"}, found by ${detector}`;
}

function redactionOverridesOf(name: string | undefined): RedactionOverrides | undefined {
  return name === undefined ? undefined : loadEnvironments({ only: [name] })[0]?.redaction;
}

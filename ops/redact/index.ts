import { Command, Option } from "commander";
import { LOGS } from "../../catalog";
import type { RedactOptions } from "./redact";

/** `logs redact [file]`: prints log lines with the redaction of the forwarder. */
export function redactCommand(): Command {
  return new Command("redact")
    .summary("redact log lines as the forwarder does")
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
  2  the file does not exist, or an option is not valid`,
    )
    .action(async (file: string | undefined, options: RedactOptions) => {
      const { redact } = await import("./redact");
      await redact(file, options);
    });
}

import { Command, InvalidArgumentError, Option } from "commander";
import { LOGS } from "../../catalog";
import { type Io, OperatorError } from "../cli";
import type { DryRunOptions } from "./dry-run-options";
import type { RedactOptions } from "./redact";

/**
 * `logs redact [file]`: prints log lines with the redaction of the forwarder. `logs redact --dry-run <environment>`:
 * reports what redaction finds in the log groups.
 */
export function redactCommand(io: Io): Command {
  return new Command("redact")
    .summary("redact log lines as the forwarder does")
    .description(
      "Redacts log lines as the forwarder does before it sends them to a sink. Reads a file or standard input, and " +
        "writes one line of output for each line of input. A JSON line remains JSON with the same structure. A line " +
        "without sensitive data remains unchanged.\n\n" +
        "With --dry-run, reads the log groups of an environment instead, and reports by class, detector and field what " +
        "redaction finds there, and what the policy keeps, so that it leaves the account. Prints no value. Reads the " +
        "original of masked lines, which requires the role auditor.",
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
    .option("--dry-run <environment>", "report what redaction finds in the log groups of this environment")
    .option("--since <time>", "with --dry-run: start of the time window, such as 24h or 7d", "7d")
    .option("--sample <share>", "with --dry-run: share of the time to read, above 0 and at most 1", share, 1)
    .option("--json", "with --dry-run: print the report as one JSON document")
    .option("--profile <name>", "with --dry-run: profile of the AWS configuration (default: AWS_PROFILE)")
    .option("--region <region>", "with --dry-run: AWS region (default: that of the environment)")
    .addHelpText(
      "after",
      `
Examples:
  npx logs redact application.log > safe.log                   redact a file
  tail -f application.log | npx logs redact --explain          redact a stream, and explain each replacement
  npx logs redact --log audit --stats audit.log > /dev/null    only count the replacements
  npx logs redact --dry-run production --since 7d              what redaction finds in the lines of a week
  npx logs redact --dry-run production --sample 0.05           the same of 5 % of the time

Hashes require the secret key of the environment, which never leaves the AWS account. This command therefore prints
a mask where the forwarder writes a hash. docs/redaction.md lists the classes, the detectors and the actions.

Exit codes:
  0  success, whether or not a line was changed
  2  the file does not exist, or an option is not valid`,
    )
    .action(
      async (
        file: string | undefined,
        options: RedactOptions & DryRunOptions & { dryRun?: string },
        command: Command,
      ) => {
        rejectCombinations(command, options.dryRun !== undefined);
        if (options.dryRun !== undefined) {
          if (file !== undefined)
            throw new OperatorError(`--dry-run reads log groups; leave out the file ${file}, or the option`);
          await runDryRun(io, options.dryRun, options);
          return;
        }
        const { redact } = await import("./redact");
        await redact(file, options);
      },
    );
}

const ONLY_WITH_DRY_RUN = ["since", "sample", "json", "profile", "region"];
const NOT_WITH_DRY_RUN = ["explain", "stats", "environment"];

/** An option that would have no effect is a mistake. */
function rejectCombinations(command: Command, dryRun: boolean): void {
  const isGiven = (option: string) => command.getOptionValueSource(option) === "cli";
  const useless = (dryRun ? NOT_WITH_DRY_RUN : ONLY_WITH_DRY_RUN).find(isGiven);
  if (useless === undefined) return;
  throw new OperatorError(
    dryRun
      ? `--${useless} cannot be combined with --dry-run; leave out one of them`
      : `--${useless} needs --dry-run <environment>; leave it out to redact a file`,
  );
}

async function runDryRun(io: Io, environment: string, options: DryRunOptions): Promise<void> {
  const [{ createContext }, { dryRun }] = await Promise.all([
    import("../cli/create-context"),
    import("./dry-run"),
  ]);
  const { data, text } = await dryRun(createContext(io, environment, options), options);
  io.stdout.write(`${options.json ? JSON.stringify(data, null, 2) : text}\n`);
}

function share(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 1))
    throw new InvalidArgumentError("expected a number above 0 and at most 1.");
  return number;
}

import { type Command, InvalidArgumentError } from "commander";
import { LEVELS, LOGS } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import type { TailOptions } from "./tail-options";

const MAX_LINES = 10_000;

/** `logs tail <environment> [log]`: the newest lines. */
export function tailCommand(io: Io): Command {
  return environmentCommand<TailOptions>(
    io,
    {
      name: "tail",
      summary: "show the newest lines of a log, and follow it",
      description:
        "Shows the newest lines of a log, or of all logs, from CloudWatch Logs, as records that are redacted as the " +
        "sinks receive them: with the redaction policy of the environment and of the log. One line for each record: " +
        "time, level, logger, message, then the other fields. A line that is not a JSON object is shown as it is. " +
        "--json prints one JSON document for each line (NDJSON), with the complete record.\n\n" +
        "Hashes require the key of the environment, which never leaves the AWS account: a mask is shown where a sink " +
        "has a hash. Where CloudWatch Logs masks a value, it is shown as asterisks.",
      examples: [
        ["tail production application", "the newest lines of the application log"],
        ["tail production --follow --level ERROR", "errors of all logs, as they arrive"],
        ["tail production --since 2h --request req-4711", "the lines of one request"],
        ["tail production audit --grep stock.updated --json", "as NDJSON"],
      ],
    },
    async () => (await import("./tail")).tail,
  )
    .argument("[log]", `one of ${LOGS.map(({ id }) => id).join(", ")} (default: all)`)
    .option("-f, --follow", "go on with the lines that arrive, until Ctrl-C")
    .option("--since <time>", "start of the time window: 10m, 2h, or RFC 3339", "10m")
    .option("-n, --lines <count>", `maximum number of lines, 0 to ${MAX_LINES}, the newest ones`, lines, 100)
    .option("--level <level>", `only records of this level or a higher one: ${LEVELS.join(", ")}`)
    .option("--grep <text>", "only lines that contain this text, after redaction")
    .option("--shop <shop>", "only records of this shop")
    .option("--request <id>", "only records of this request");
}

function lines(text: string): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count <= MAX_LINES)) throw new InvalidArgumentError(`expected a number from 0 to ${MAX_LINES}.`);
  return count;
}

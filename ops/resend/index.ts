import { type Command, Option } from "commander";
import { LOGS, SINK_NAMES } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import type { ResendOptions } from "./resend-options";

/** `logs resend <environment>`: sends log events of a log group to one sink again. */
export function resendCommand(io: Io): Command {
  return environmentCommand<ResendOptions>(
    io,
    {
      name: "resend",
      summary: "send lines that only the log group has to one sink",
      description:
        "Reads the log group, and sends the events of a time window to one sink, through the sink's forwarder, which " +
        "redacts them. No other sink receives them. An event keeps its id, so OpenSearch and Sentry recognize those that " +
        "they have; Datadog does not. Prints the counts, and asks. After an interruption, run it again, or continue with " +
        "the time that it printed. The log group has the lines for its retention; Datadog and Sentry set the time of old " +
        "events to the present (docs/delivery.md).",
      examples: [
        [
          "resend production --log application --sink opensearch --since 2d --dry-run",
          "how many events OpenSearch lacks",
        ],
        [
          "resend production --log audit --sink opensearch --since 2026-03-01T10:00:00Z --until 2026-03-01T12:00:00Z",
          "fill a gap of two hours",
        ],
      ],
      negative: "the sink rejected events, which are in quarantine, or you answered no",
    },
    async () => (await import("./resend")).resend,
  )
    .addOption(new Option("--log <log>", "the log").choices(LOGS.map(({ id }) => id)).makeOptionMandatory())
    .addOption(new Option("--sink <sink>", "the sink").choices(SINK_NAMES).makeOptionMandatory())
    .requiredOption("--since <time>", "start of the time window: 15m, 24h, 7d, or RFC 3339")
    .option("--until <time>", "end of the time window (default: now)")
    .option("--tunnel <host:port>", "local end of a tunnel to the domain, to see which events it has")
    .option("--all", "also send the events that OpenSearch has, which it refuses; needs no access to it")
    .option("--dry-run", "print the counts, and send nothing")
    .option("--yes", "do not ask");
}

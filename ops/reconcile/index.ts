import { type Command, InvalidArgumentError, Option } from "commander";
import { LOGS, SINK_NAMES } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import type { ReconcileOptions } from "./reconcile-options";

const DEFAULT_EXAMPLES = 5;

/** `logs reconcile <environment>`: whether every log event is where it should be. */
export function reconcileCommand(io: Io): Command {
  return environmentCommand<ReconcileOptions>(
    io,
    {
      name: "reconcile",
      summary: "compare the log groups with the sinks and the ledger",
      description:
        "Reads the log groups of a time window, and looks for every event at every sink that should have it. An event " +
        "that a sink does not have is explained: filtered, sampled or aggregated by the forwarder, parked, quarantined, " +
        "or a dead letter. Any other difference is unexplained. Compares the ledger of the forwarder with what was " +
        "found. Changes nothing, and prints no log text. Needs the keys of the sinks (docs/reading-sinks.md). What is " +
        "compared, and what it proves: docs/delivery.md, Reconciliation.",
      examples: [
        ["reconcile production --since 24h", "whether the events of the last day have arrived"],
        [
          "reconcile production --since 2026-03-01T10:00:00Z --until 2026-03-01T14:00:00Z",
          "the same after an outage",
        ],
        ["reconcile production --log audit --sink opensearch --since 7d", "one log and one sink"],
      ],
      negative: "a difference is unexplained, the ledger contradicts, or a sink could not be read",
    },
    async () => (await import("./reconcile")).reconcile,
  )
    .requiredOption("--since <time>", "start of the time window, by the minute: 15m, 24h, 7d, or RFC 3339")
    .option("--until <time>", "end of the time window (default: the time of --settling)")
    .option(
      "--settling <age>",
      "how long an event may take to the sinks; what CloudWatch Logs received later is not counted",
      "5m",
    )
    .addOption(new Option("--log <log>", "only this log").choices(LOGS.map(({ id }) => id)))
    .addOption(new Option("--sink <sink>", "only this sink").choices(SINK_NAMES))
    .option("--quick", "compare ids only where the numbers of events differ")
    .option("--examples <count>", "unexplained events to print of each kind", naturalNumber, DEFAULT_EXAMPLES)
    .option("--tunnel <host:port>", "local end of a tunnel to the search domain");
}

function naturalNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("expected a natural number.");
  return Number(text);
}

import { type Command, InvalidArgumentError, Option } from "commander";
import { SINK_NAMES } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import {
  type DeadLettersOptions,
  type ListOptions,
  REPLAY_SOURCES,
  type ReplayOptions,
} from "./parking-options";

const DEFAULT_LIMIT = 100;
const sinkOption = () => new Option("--sink <sink>", "only events of this sink").choices(SINK_NAMES);

/** `logs parked <environment>`: events that the replay has still to deliver. */
export function parkedCommand(io: Io): Command {
  const command = environmentCommand<ListOptions>(
    io,
    {
      name: "parked",
      summary: "list the events that a sink has not accepted yet",
      description:
        "Lists the objects of the parking bucket with parked events, which the replay retries: sink, time, number of " +
        "events, age of the oldest one, reason.",
      examples: [
        ["parked production", "what is parked, oldest first"],
        ["parked production --sink datadog --since 1h", "what was parked for Datadog in the last hour"],
        [
          "parked production --show parked/sentry/2026-03-01/….ndjson.gz",
          "the events of one object, redacted",
        ],
      ],
      negative: "events are parked",
    },
    async () => (await import("./list-objects")).listParked,
  );
  return withListOptions(command);
}

/** `logs quarantine <environment>`: events that a person has to decide on. */
export function quarantineCommand(io: Io): Command {
  const command = environmentCommand<ListOptions>(
    io,
    {
      name: "quarantine",
      summary: "list the events that a sink rejected, and undecodable input",
      description:
        "Lists the quarantined objects of the parking bucket, which nothing retries: events that a sink rejected, and " +
        "input that a function could not decode. --show prints an object and redacts it first.",
      examples: [
        ["quarantine production", "what is quarantined, and why"],
        ["quarantine production --reason mapper_parsing", "only objects with this text in a reason"],
        ["quarantine production --show quarantine/undecodable/….json", "an undecodable payload, redacted"],
      ],
      negative: "rejected events or undecodable input are in quarantine",
    },
    async () => (await import("./list-objects")).listQuarantine,
  );
  return withListOptions(command).option("--truncated", "also list the originals of truncated events");
}

/** `logs dead-letters <environment>`: events that nothing retries any more. */
export function deadLettersCommand(io: Io): Command {
  return environmentCommand<DeadLettersOptions>(
    io,
    {
      name: "dead-letters",
      summary: "list the events that nothing retries any more",
      description:
        "Lists the messages of the dead-letter queues and of the on-failure queue, and the Kinesis batches that Lambda " +
        "discarded: what each contains, and why nothing retries it. Hides each message for up to a minute, and deletes none.",
      examples: [
        ["dead-letters production", "what waits for a person"],
        ["dead-letters production --sink sentry --json", "for one sink, as JSON"],
      ],
      negative: "there are dead letters",
    },
    async () => (await import("./dead-letters")).deadLetters,
  )
    .addOption(sinkOption())
    .option("--limit <number>", "maximum number of dead letters to read", count, DEFAULT_LIMIT);
}

/** `logs replay <environment>`: puts events back that nothing retries. */
export function replayCommand(io: Io): Command {
  return environmentCommand<ReplayOptions>(
    io,
    {
      name: "replay",
      summary: "put quarantined events and dead letters back",
      description:
        "Puts events back that nothing retries: rejected events to parked/, messages of a dead-letter queue to the " +
        "replay queue, failed payloads to their forwarder. Prints the plan with the bound on duplicates, and asks. " +
        "Deletes an original only after its copy is there, or after the forwarder has taken it. After an interruption, " +
        "run it again. Parked events are retried anyway: --from parked is for objects whose messages SQS has deleted.",
      examples: [
        ["replay production --dry-run", "what would be put back"],
        ["replay production --sink opensearch --wait", "put back, then wait until the replay has settled it"],
        ["replay production --from dead-letters --yes", "only the dead letters, without a question"],
        [
          "replay production --key quarantine/undecodable/….json",
          "undecodable input, after a fix of the decoder",
        ],
      ],
      negative: "events are still parked, quarantined or dead letters, or you answered no",
    },
    async () => (await import("./replay")).replay,
  )
    .addOption(sinkOption())
    .option("--key <key>", "only objects whose keys begin with this text")
    .addOption(
      new Option("--from <source>", "only from here; repeatable (default: quarantine and dead-letters)")
        .choices(REPLAY_SOURCES)
        .argParser(source),
    )
    .option("--wait [time]", "wait until the replay has settled everything, at most 30m or this time")
    .option("--dry-run", "print the plan, and change nothing")
    .option("--yes", "do not ask");
}

function withListOptions(command: Command): Command {
  return command
    .addOption(sinkOption())
    .option("--since <time>", "only objects stored since: 15m, 24h, 7d, or RFC 3339")
    .option("--reason <text>", "only objects with this text in a reason")
    .option("--limit <number>", "maximum number of objects to list", count, DEFAULT_LIMIT)
    .option("--show <key>", "print the events of one object");
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("expected a whole number above 0.");
  return number;
}

function source(text: string, earlier: ReplayOptions["from"] = []): ReplayOptions["from"] {
  const found = REPLAY_SOURCES.find((one) => one === text);
  if (!found) throw new InvalidArgumentError(`expected one of ${REPLAY_SOURCES.join(", ")}.`);
  return [...earlier, found];
}

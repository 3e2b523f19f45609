import { type Command, InvalidArgumentError, Option } from "commander";
import { LEVELS } from "../../catalog";
import { DEBUG_FORMATS, MAX_DEBUG_MINUTES } from "../../lambda/shared/debug-mode";
import { environmentCommand, type Io } from "../cli";
import { DEBUG_ACTIONS, DEBUG_TARGETS, type DebugOptions } from "./debug-options";

/**
 * How many times the volume of the application log is in debug mode, if nobody knows better. The sample application writes
 * 1.6 times the bytes (measured: 1,000 requests at both levels); frameworks and libraries write far more at DEBUG.
 */
const DEFAULT_FACTOR = 10;

/** `logs debug <environment> [on | off | status]`: other log levels for a bounded time. */
export function debugCommand(io: Io): Command {
  return environmentCommand<DebugOptions>(
    io,
    {
      name: "debug",
      summary: "switch the log level for a bounded time",
      description:
        "Sets LOG_LEVEL, and LOG_FORMAT if --format is given, of the environment's application for a bounded time, without a " +
        "restart. Debug mode ends by itself: its value contains its end, which every reader checks. Shows before the " +
        "confirmation what the additional lines cost. The target forwarder makes the forwarders write which events they " +
        "received. Needs the role operator. A host takes over a change within about a minute, a forwarder within a minute.",
      examples: [
        ["debug production", "whether debug mode is on, until when, and who started it"],
        ["debug production on --for 30m", "level DEBUG for half an hour"],
        ["debug production on --for 1h --level INFO --format console", "also print readable lines"],
        ["debug production on --for 15m --target forwarder", "the forwarders"],
        ["debug production off", "ends it now, everywhere"],
      ],
      negative: "nothing was changed, because the confirmation was declined",
    },
    async () => (await import("./debug")).debug,
  )
    .argument("[action]", "status, on or off", action, "status")
    .option("--for <duration>", `how long, at most ${MAX_DEBUG_MINUTES / 60}h`, "30m")
    .addOption(new Option("--level <level>", "lowest level that is written").choices(LEVELS).default("DEBUG"))
    .addOption(
      new Option("--format <format>", "format (default: that of the settings)").choices(DEBUG_FORMATS),
    )
    .addOption(
      new Option(
        "--target <target>",
        "what to switch (default: on switches the application; off and status are about both)",
      ).choices(DEBUG_TARGETS),
    )
    .option(
      "--factor <number>",
      "how many times the volume of the application log will be, for the estimate",
      factor,
      DEFAULT_FACTOR,
    )
    .option("--dry-run", "only print what would change, and the cost")
    .option("--yes", "do not ask");
}

function action(text: string): string {
  if (!DEBUG_ACTIONS.some((each) => each === text))
    throw new InvalidArgumentError(`expected ${DEBUG_ACTIONS.join(", ")}.`);
  return text;
}

function factor(text: string): number {
  const number = Number(text);
  if (!(number >= 1 && Number.isFinite(number))) throw new InvalidArgumentError("expected a number from 1.");
  return number;
}

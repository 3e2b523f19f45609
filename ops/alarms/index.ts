import type { Command } from "commander";
import { ALARMS } from "../../catalog";
import { environmentCommand, type Io } from "../cli";

/** `logs alarms <environment>`: the state of every alarm. */
export function alarmsCommand(io: Io): Command {
  return environmentCommand(
    io,
    {
      name: "alarms",
      summary: "show the state of every alarm",
      description:
        "Shows the state of every alarm that the environment has: since when, its severity, and whether it has actions " +
        "that notify somebody. For an alarm in state ALARM, also CloudWatch's reason.",
      examples: [
        ["alarms production", "all alarms, those in state ALARM first"],
        ["alarms production --json", "the same with all reasons, for scripts"],
      ],
      negative: "an alarm is in state ALARM, or is not deployed",
    },
    async () => (await import("./alarms")).alarms,
  );
}

/** `logs explain <environment> <alarm>`: what an alarm means now. */
export function explainCommand(io: Io): Command {
  return environmentCommand(
    io,
    {
      name: "explain",
      summary: "explain an alarm: runbook, state, and what the logs say",
      description:
        "Prints the alarm's article of the runbook, its state, the last changes of its state, the last values of its " +
        "metric, the answer of its question if it has one, and links to the console with the queries filled in.",
      examples: [["explain production error-spike", "what to do, and which errors there are"]],
      negative: "the alarm is in state ALARM, or is not deployed",
    },
    async () => (await import("./explain")).explain,
  ).argument("<alarm>", `one of ${ALARMS.map(({ id }) => id).join(", ")}`);
}

import { MAX_LOG_ALARM_LINES } from "../../catalog";
import type { AlarmMessage } from "../notification/alarm-message";
import type { Evidence } from "../notification/notification";
import { printableLine } from "../notification/printable-line";
import type { ComposeOptions } from "./compose-options";

/** The log lines in the message of a log alarm, masked and no more than the setting allows; undefined without any. */
export function linesInMessage(
  { logLines }: Pick<AlarmMessage, "logLines">,
  { redactor, logAlarmLines = MAX_LOG_ALARM_LINES }: Pick<ComposeOptions, "redactor" | "logAlarmLines">,
): Evidence | undefined {
  if (logLines.length === 0) return undefined;
  return {
    title: "Log lines that the query of the alarm returned",
    lines: logLines.slice(0, logAlarmLines).map((line) => printableLine(redactor.redactLine(line).text)),
  };
}

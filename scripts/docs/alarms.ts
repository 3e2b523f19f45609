import { ALARMS } from "../../catalog";
import { table } from "./markdown";

/** The alarms with severity and description, each linked to its article in the runbook. */
export function alarmTable(): string {
  return table(
    ["alarm", "severity", "description"],
    ALARMS.map(({ id, severity, description }) => [`[${id}](#${id})`, severity, description]),
  );
}

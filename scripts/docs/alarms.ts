import { ALARMS } from "../../catalog";
import { table } from "./markdown";

/** Each alarm with its severity, linked to its article in the runbook. */
export function alarmTable(): string {
  return table(
    ["alarm", "severity", "description"],
    ALARMS.map(({ id, severity, description }) => [`[${id}](#${id})`, severity, description]),
  );
}

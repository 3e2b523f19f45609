import { TAMPER_ALERTS, type TamperAlert } from "../../catalog";
import { code, table } from "./markdown";

/** The tamper alerts with description and API calls, each linked to its article in the runbook. */
export function tamperAlertTable(): string {
  return table(
    ["alert", "description", "API calls"],
    (TAMPER_ALERTS as readonly TamperAlert[]).map(({ id, description, calls }) => [
      `[${id}](#${id})`,
      description,
      calls.flatMap(({ events }) => events.map((name) => code(apiNameOf(name)))).join(", "),
    ]),
  );
}

/** `DeleteFunction` for `DeleteFunction20150331`: CloudTrail adds the version of the API of AWS Lambda. */
function apiNameOf(eventName: string): string {
  return eventName.replace(/20\d{6}(?:v\d+)?$/, "");
}

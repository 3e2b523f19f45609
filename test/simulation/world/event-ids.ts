import { isObject, parseJson } from "../../../lambda/shared/json";
import type { IntakeRequest } from "../../../local/intakes";

/** The CloudWatch Logs id of an event, from its stored form at any sink. */
export function eventIdOf(stored: unknown): string | undefined {
  if (!isObject(stored)) return undefined;
  const container = isObject(stored["extra"]) ? stored["extra"] : stored;
  const { cloudwatch } = container;
  const id = isObject(cloudwatch) ? cloudwatch["event_id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

/** The ids of the events in a request: a JSON array, or JSON lines of which some are events. */
export function eventIdsOf({ body }: IntakeRequest): readonly string[] {
  const whole = body.startsWith("[") ? parseJson(body) : body.split("\n").map(parseJson);
  return Array.isArray(whole) ? whole.flatMap((stored) => eventIdOf(stored) ?? []) : [];
}

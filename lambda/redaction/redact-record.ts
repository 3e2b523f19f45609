import { FIELDS, type LogRecord } from "../../catalog";
import { isSafe } from "./keys/safe-fields";
import type { ValueRedactor } from "./redact-value";
import type { TextRedactor } from "./text/redact-text";
import { spend, type Walk } from "./walk";

const IDS: ReadonlySet<string> = new Set(
  FIELDS.map(({ name }) => name).filter((name) => name.endsWith("_id")),
);

/** An id as they are made, alone or behind what it is the id of. */
const PLAIN_ID = /^(?:(?:req|request|trace|span|corr|root)[_-])?[\da-f-]{8,64}$/i;

const NAMES: ReadonlySet<string> = new Set(FIELDS.map(({ name }) => name));

/**
 * A record redacted. Its own fields are no secrets by their names; ids are not taken for card or phone numbers.
 *
 * @throws RangeError when the record is larger than the budget, or nested too deep
 */
export function recordRedactor(
  { redactValue, redactString, readKey }: ValueRedactor,
  redactId: TextRedactor,
) {
  return (record: LogRecord, walk: Walk): LogRecord => {
    let redacted: Record<string, unknown> | undefined;
    const fields = record as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      if (isSafe(name, value)) continue;
      if (walk.observe) walk.path.push(name);
      const now = redactField(walk, name, value);
      if (walk.observe) walk.path.pop();
      if (now !== value) (redacted ??= { ...record })[name] = now;
    }
    return (redacted as LogRecord | undefined) ?? record;
  };

  function redactField(walk: Walk, name: string, value: unknown): unknown {
    if (!NAMES.has(name)) return redactValue(walk, value, readKey(name, walk).sensitive);
    if (typeof value !== "string") return redactValue(walk, value);
    if (!IDS.has(name)) return redactString(walk, value);
    spend(walk, value.length);
    if (PLAIN_ID.test(value)) return value;
    return redactId(value, walk);
  }
}

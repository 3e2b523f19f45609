import { FIELDS, type LogRecord } from "../../catalog";
import { ID_FIELD_NAMES } from "./id-fields";
import { isSafe } from "./keys/safe-fields";
import type { ValueRedactor } from "./redact-value";
import { charactersOf, spendBudget, type RedactionContext } from "./redaction-context";
import type { TextRedactor } from "./text/redact-text";

const ID_FIELDS: ReadonlySet<string> = new Set(ID_FIELD_NAMES);

/** An id in a common format, with an optional prefix that names its type. */
const PLAIN_ID = /^(?:(?:req|request|trace|span|corr|root)[_-])?[\da-f-]{8,64}$/i;

const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS.map(({ name }) => name));

/**
 * Redacts a record. Its field names are not sensitive keys, and ids are not searched for card or phone numbers.
 *
 * @throws RangeError if the record exceeds the budget or is nested too deep
 */
export function createRecordRedactor(
  { redactValue, redactString, inspectKey }: ValueRedactor,
  redactId: TextRedactor,
) {
  return (record: LogRecord, context: RedactionContext): LogRecord => {
    let redacted: Record<string, unknown> | undefined;
    const fields = record as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      if (isSafe(name, value)) continue;
      if (context.onReplacement) context.path.push(name);
      const redactedValue = redactField(context, name, value);
      if (context.onReplacement) context.path.pop();
      if (redactedValue !== value) (redacted ??= { ...record })[name] = redactedValue;
    }
    return (redacted as LogRecord | undefined) ?? record;
  };

  function redactField(context: RedactionContext, name: string, value: unknown): unknown {
    if (!FIELD_NAMES.has(name)) {
      const { sensitive, namesRandomText } = inspectKey(name, context);
      context.isRandomText = namesRandomText;
      const redacted = redactValue(context, value, sensitive && [sensitive]);
      context.isRandomText = false;
      return redacted;
    }
    if (typeof value !== "string") return redactValue(context, value);
    if (!ID_FIELDS.has(name)) return redactString(context, value);
    spendBudget(context, charactersOf(value));
    if (PLAIN_ID.test(value)) return value;
    return redactId(value, context);
  }
}

import { FIELDS, type LogRecord } from "../../catalog";
import { ID_FIELD_NAMES } from "./id-fields";
import { isSafeValue, SAFE_FIELD_NAMES } from "./keys/safe-fields";
import type { ValueRedactor } from "./redact-value";
import { charactersOf, spendBudget, type RedactionContext } from "./redaction-context";
import { copyOf } from "./text/copy-of";
import type { TextRedactor } from "./text/redact-text";

/** What a field of the record contains, by its name. Other names are keys like any other. */
const CONTENTS: ReadonlyMap<string, "safe" | "id" | "keyword" | "any"> = new Map([
  ...FIELDS.map(({ name, type }) => [name, type === "keyword" ? type : "any"] as const),
  ...ID_FIELD_NAMES.map((name) => [name, "id"] as const),
  ...SAFE_FIELD_NAMES.map((name) => [name, "safe"] as const),
]);

const MAX_KEYWORD = 32;
const MAX_KEYWORDS = 1_000;

/** An id in a common format, with an optional prefix that names its type. */
const PLAIN_ID = /^(?:(?:req|request|trace|span|corr|root)[_-])?[\da-f-]{8,64}$/i;
const MIN_ID = 8;
const MAX_ID = 64;
const IS_ID_CHARACTER = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\da-f-]/i.test(String.fromCharCode(code)) ? 1 : 0,
);

/** The loop is faster than the pattern, which decides about an id with a prefix. */
function isPlainId(value: string): boolean {
  const { length } = value;
  if (length < MIN_ID || length > MAX_ID) return PLAIN_ID.test(value);
  for (let at = 0; at < length; at += 1)
    if (IS_ID_CHARACTER[value.charCodeAt(at)] !== 1) return PLAIN_ID.test(value);
  return true;
}

/**
 * Redacts a record. Its field names are not sensitive keys, and ids are not searched for card or phone numbers.
 *
 * @throws RangeError if the record exceeds the budget or is nested too deep
 */
export function createRecordRedactor(
  { redactValue, redactString, inspectKey, keysOfSibling }: ValueRedactor,
  redactId: TextRedactor,
) {
  return (record: LogRecord, context: RedactionContext): LogRecord => {
    let redacted: Record<string, unknown> | undefined;
    const fields = record as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) {
      const value = fields[name];
      const content = CONTENTS.get(name);
      if (content === "safe" && isSafeValue(value)) continue;
      if (context.onReplacement) context.path.push(name);
      const redactedValue =
        content === undefined
          ? redactUnderKey(context, fields, name)
          : content === "safe" || typeof value !== "string"
            ? redactValue(context, value, keysOfSibling(context, fields, name))
            : content === "id"
              ? redactIdField(context, value)
              : content === "keyword"
                ? redactKeyword(context, value)
                : redactString(context, value);
      if (context.onReplacement) context.path.pop();
      if (redactedValue !== value) (redacted ??= { ...record })[name] = redactedValue;
    }
    return (redacted as LogRecord | undefined) ?? record;
  };

  function redactUnderKey(
    context: RedactionContext,
    fields: Readonly<Record<string, unknown>>,
    name: string,
  ): unknown {
    const value = fields[name];
    const { sensitive, namesRandomText } = inspectKey(name, context);
    context.isRandomText = namesRandomText;
    const named = keysOfSibling(context, fields, name);
    const redacted = redactValue(context, value, sensitive ? [sensitive, ...named] : named);
    context.isRandomText = false;
    return redacted;
  }

  /** Records share their keywords, so that those without secrets are remembered, within bounds. */
  function redactKeyword(context: RedactionContext, value: string): string {
    const { harmlessKeywords } = context;
    if (harmlessKeywords.has(value)) {
      spendBudget(context, value.length);
      return value;
    }
    const redacted = redactString(context, value);
    // The characters of a label do not count towards the budget.
    if (redacted === value && value.length <= MAX_KEYWORD && !value.includes("[")) {
      if (harmlessKeywords.size >= MAX_KEYWORDS) harmlessKeywords.clear();
      harmlessKeywords.add(copyOf(value));
    }
    return redacted;
  }

  function redactIdField(context: RedactionContext, value: string): string {
    if (isPlainId(value)) {
      // A plain id contains no label.
      spendBudget(context, value.length);
      return value;
    }
    spendBudget(context, charactersOf(value));
    return redactId(value, context);
  }
}

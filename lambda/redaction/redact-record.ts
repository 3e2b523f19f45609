import { FIELDS, type LogRecord } from "../../lib/catalog";
import { fromEntries } from "../distinct-keys";
import { label } from "./detector";
import { keyReader, type ReadKey } from "./key-reader";
import type { TextRedactor } from "./redact-text";
import type { SensitiveKey } from "./sensitive-keys";
import { SAFE_FIELDS } from "./withhold";

export interface RecordRedactorOptions {
  readonly redactText: TextRedactor;
  /** For the fields that hold ids. */
  readonly redactId: TextRedactor;
  /** Characters of text and number of values, together; a record with more is refused by a RangeError. */
  readonly budget: number;
}

/** One record's redaction as it goes. */
interface Walk {
  readonly options: RecordRedactorOptions;
  readonly readKey: (key: string) => ReadKey;
  spent: number;
  replacements: number;
}

const IDS: ReadonlySet<string> = new Set(
  FIELDS.map(({ name }) => name).filter((name) => name.endsWith("_id")),
);

/** The least integer with as many digits as a card number. */
const MIN_CARD_NUMBER = 1e13;

/**
 * Every text of a record redacted, keys included, and everything under a key that names a secret. The shape stays:
 * the same keys in the same nesting, with labels in the place of secrets. A part without secrets is the same object.
 *
 * @throws RangeError when the record is larger than the budget
 */
export function recordRedactor(options: RecordRedactorOptions) {
  const readKey = keyReader(options.redactText);
  return (record: LogRecord): { readonly record: LogRecord; readonly replacements: number } => {
    const walk: Walk = { options, readKey, spent: 0, replacements: 0 };
    let redacted: Record<string, unknown> | undefined;
    for (const [name, value] of Object.entries(record) as [string, unknown][]) {
      if (SAFE_FIELDS.has(name)) continue;
      const now =
        typeof value === "string"
          ? redactString(walk, value, IDS.has(name) ? options.redactId : options.redactText)
          : redactValue(walk, value);
      if (now !== value) (redacted ??= { ...record })[name] = now;
    }
    return { record: (redacted as LogRecord | undefined) ?? record, replacements: walk.replacements };
  };
}

/** @param under the key that names the value, or whatever holds it, as a secret */
function redactValue(walk: Walk, value: unknown, under?: SensitiveKey): unknown {
  spend(walk, 1);
  if (typeof value === "string") {
    return under ? redactLeaf(walk, value, under) : redactString(walk, value, walk.options.redactText);
  }
  if (typeof value === "number") {
    if (under) return under.numbers ? replace(walk, value, label(under.class)) : value;
    if (!Number.isSafeInteger(value) || value < MIN_CARD_NUMBER) return value;
    const digits = String(value);
    const redacted = redactString(walk, digits, walk.options.redactText);
    return redacted === digits ? value : redacted;
  }
  if (Array.isArray(value)) return redactList(walk, value, under);
  if (typeof value === "object" && value !== null) return redactObject(walk, value, under);
  return value;
}

function redactList(walk: Walk, list: readonly unknown[], under?: SensitiveKey): unknown {
  const before = walk.replacements;
  // A pair such as ["cookie", "a=b"], as ASGI has its headers.
  const [first] = list;
  const named = list.length === 2 && typeof first === "string" ? walk.readKey(first).sensitive : undefined;
  const redacted = list.map((item, index) =>
    redactValue(walk, item, under ?? (index === 1 ? named : undefined)),
  );
  return walk.replacements === before ? list : redacted;
}

function redactObject(walk: Walk, object: object, under?: SensitiveKey): unknown {
  const before = walk.replacements;
  // { "name": "cookie", "value": "a=b" }
  const { name, key: itsKey } = object as { readonly name?: unknown; readonly key?: unknown };
  const title = typeof name === "string" ? name : itsKey;
  const named = typeof title === "string" && "value" in object ? walk.readKey(title).sensitive : undefined;
  const entries = Object.entries(object).map(([key, value]: [string, unknown]) => {
    spend(walk, key.length);
    const { sensitive, redacted } = walk.readKey(key);
    walk.replacements += redacted.replacements;
    const secret = under ?? sensitive ?? (key === "value" ? named : undefined);
    return [redacted.text, redactValue(walk, value, secret)] as const;
  });
  return walk.replacements === before ? object : fromEntries(entries);
}

function redactString(walk: Walk, text: string, redact: TextRedactor): string {
  spend(walk, text.length);
  const redacted = redact(text);
  walk.replacements += redacted.replacements;
  return redacted.text;
}

function redactLeaf(walk: Walk, text: string, { class: secretClass, numbers }: SensitiveKey): string {
  if (text === "" || (!numbers && /^\d+$/.test(text))) return text;
  return replace(walk, text, label(secretClass));
}

function replace(walk: Walk, value: unknown, by: string): string {
  if (value !== by) walk.replacements += 1;
  return by;
}

function spend(walk: Walk, amount: number): void {
  walk.spent += amount;
  const { budget } = walk.options;
  if (walk.spent > budget) throw new RangeError(`a record of more than ${budget} characters and values`);
}

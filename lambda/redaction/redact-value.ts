import { fromEntries } from "../shared/distinct-keys";
import { keyReader } from "./keys/key-reader";
import type { ReadKey } from "./keys/read-key";
import { isPlausible, type SensitiveKey } from "./keys/sensitive-keys";
import { KINDS } from "./kinds";
import { isLabelled } from "./labels";
import { isPlaceholder } from "./text/opaque";
import type { TextRedactor } from "./text/redact-text";
import { labelFor, spend, type Walk } from "./walk";

/** The least integer with as many digits as a card number. */
const MIN_CARD_NUMBER = 1e13;
/** Nesting that is followed. Beyond it the redaction fails, and so withholds. */
const MAX_DEPTH = 500;
/** JSON in a string in JSON: as often as that it is read. */
const MAX_CARRIERS = 4;

export interface ValueRedactor {
  /** A value of a parsed record, at any depth; `under` is the key that names it, or whatever holds it, as a secret. */
  readonly redactValue: (walk: Walk, value: unknown, under?: SensitiveKey) => unknown;
  readonly redactString: (walk: Walk, text: string) => string;
  readonly readKey: (key: string, walk: Walk) => ReadKey;
}

/**
 * Every text within a value redacted, keys included, and everything under a key that names a secret. The shape stays:
 * the same keys in the same nesting, with labels in the place of secrets. A part without secrets is the same object.
 *
 * @throws RangeError when the value is larger than the budget, or nested too deep
 */
export function valueRedactor(redactText: TextRedactor): ValueRedactor {
  const readKey = keyReader(redactText);

  function redactValue(walk: Walk, value: unknown, under?: SensitiveKey, depth = 0): unknown {
    spend(walk, 1);
    if (typeof value === "string") {
      return under && isNamed(walk, value, under)
        ? labelFor(walk, under.kind, value, "key")
        : redactString(walk, value, depth);
    }
    if (typeof value === "number") return redactNumber(walk, value, under);
    if (typeof value !== "object" || value === null) return value;
    if (depth > MAX_DEPTH) throw new RangeError(`a record nested deeper than ${MAX_DEPTH} levels`);
    return Array.isArray(value)
      ? redactList(walk, value, under, depth + 1)
      : redactObject(walk, value as Readonly<Record<string, unknown>>, under, depth + 1);
  }

  function redactString(walk: Walk, text: string, depth = 0): string {
    spend(walk, text.length);
    return (mayBeJson(text) ? redactJson(walk, text, depth) : undefined) ?? redactText(text, walk);
  }

  /** JSON in a string stays JSON in a string; undefined for what is none, or is too deep inside of others. */
  function redactJson(walk: Walk, text: string, depth: number): string | undefined {
    if (walk.carriers >= MAX_CARRIERS) return undefined;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return undefined;
    }
    walk.carriers += 1;
    const redacted = redactValue(walk, parsed, undefined, depth + 1);
    walk.carriers -= 1;
    if (redacted !== parsed) return JSON.stringify(redacted);
    // A key that stands twice hides the first of its values from the parser, and the text has both.
    const mayHoldMore = redactText(text, { ...walk, observe: undefined }) !== text;
    return mayHoldMore ? JSON.stringify(parsed) : text;
  }

  function redactNumber(walk: Walk, value: number, under?: SensitiveKey): unknown {
    const digits = String(value);
    if (under) {
      if (!under.numbers || !isNamed(walk, digits, under)) return value;
      return labelFor(walk, under.kind, digits, "key");
    }
    if (!Number.isSafeInteger(value) || value < MIN_CARD_NUMBER) return value;
    const redacted = redactText(digits, walk);
    return redacted === digits ? value : redacted;
  }

  function redactList(walk: Walk, list: readonly unknown[], under: SensitiveKey | undefined, depth: number) {
    // A pair such as ["cookie", "a=b"], as ASGI has its headers.
    const [first] = list;
    const named = list.length === 2 && typeof first === "string" ? readKey(first, walk).sensitive : undefined;
    let changed: unknown[] | undefined;
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      enter(walk, index);
      const now = redactValue(walk, item, stronger(under, index === 1 ? named : undefined), depth);
      leave(walk);
      if (now !== item) (changed ??= [...list])[index] = now;
    }
    return changed ?? list;
  }

  function redactObject(
    walk: Walk,
    object: Readonly<Record<string, unknown>>,
    under: SensitiveKey | undefined,
    depth: number,
  ) {
    const named = under ?? titleOf(walk, object);
    const keys = Object.keys(object);
    let entries: [string, unknown][] | undefined;
    for (const key of keys) {
      spend(walk, key.length);
      const { sensitive, text } = readKey(key, walk);
      const value = object[key];
      enter(walk, text);
      const now = redactValue(
        walk,
        value,
        stronger(under, sensitive ?? (key === "value" ? named : undefined)),
        depth,
      );
      leave(walk);
      if (now !== value || text !== key)
        entries ??= keys
          .slice(0, keys.indexOf(key))
          .map((earlier): [string, unknown] => [earlier, object[earlier]]);
      entries?.push([text, now]);
    }
    return entries ? fromEntries(entries) : object;
  }

  /** What `{ "name": "cookie", "value": "a=b" }` says of its value. */
  function titleOf(walk: Walk, object: Readonly<Record<string, unknown>>): SensitiveKey | undefined {
    if (object["value"] === undefined) return undefined;
    const title = object["name"] ?? object["key"];
    return typeof title === "string" ? readKey(title, walk).sensitive : undefined;
  }

  return { redactValue, redactString, readKey };
}

/** Of a key and the key above it, the one that asks less of a value. */
function stronger(above: SensitiveKey | undefined, key: SensitiveKey | undefined): SensitiveKey | undefined {
  if (!above || !key) return above ?? key;
  const asksNothing = above.weak !== true && above.looks === undefined && above.numbers;
  return asksNothing ? above : key;
}

function isNamed({ treatments }: Walk, value: string, key: SensitiveKey): boolean {
  if (value === "" || treatments[KINDS[key.kind]].kind === "keep") return false;
  if (!key.numbers && /^\d+$/.test(value)) return false;
  return isPlausible(key, value) && !isLabelled(value) && !isPlaceholder(value);
}

function mayBeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 0x7b && first !== 0x5b && first !== 0x22) return false;
  const last = text.charCodeAt(text.length - 1);
  return last === 0x7d || last === 0x5d || last === 0x22;
}

function enter(walk: Walk, step: string | number): void {
  if (walk.observe) walk.path.push(step);
}

function leave(walk: Walk): void {
  if (walk.observe) walk.path.pop();
}

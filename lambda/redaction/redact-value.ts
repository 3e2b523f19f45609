import { objectWithDistinctKeys } from "../shared/distinct-keys";
import type { InspectedKey } from "./keys/inspected-key";
import { createKeyInspector } from "./keys/key-inspector";
import { createTitleClassifier, isPlausible, type SensitiveKey } from "./keys/sensitive-keys";
import { KINDS } from "./kinds";
import { isOnlyLabels, withoutLabels } from "./labels";
import {
  charactersOf,
  recordReplacement,
  spendBudget,
  type RedactionContext,
  unobserved,
} from "./redaction-context";
import type { TextRedactor } from "./text/redact-text";
import { isPlaceholder } from "./text/value-heuristics";

/** The smallest integer with as many digits as a card number. */
const MIN_CARD_NUMBER = 1e13;
/** Maximum nesting. Beyond it, redaction fails and the text is withheld. */
const MAX_DEPTH = 500;
/** Maximum nesting of JSON within JSON strings that is parsed. */
const MAX_ENCODING_DEPTH = 4;

/** Keys of an object that names one value: `{ "field": "password", "value": … }`, and the key of this value. */
const TITLE_NAMES = [
  ...["name", "key", "field", "header", "parameter", "param", "variable", "property", "k", "loc"],
  ...["Name", "Key", "Field", "Header"],
] as const;
const VALUE_NAMES: ReadonlySet<string> = new Set(["value", "input", "val", "v", "Value", "rejectedValue"]);

/** The keys that describe a value: its own, and those of the objects that contain it. */
export type KeysOfValue = readonly SensitiveKey[];
const NO_KEYS: KeysOfValue = [];

export interface ValueRedactor {
  /** Redacts a value of a parsed record, at any depth. */
  readonly redactValue: (context: RedactionContext, value: unknown, keys?: KeysOfValue) => unknown;
  readonly redactString: (context: RedactionContext, text: string) => string;
  readonly inspectKey: (key: string, context: RedactionContext) => InspectedKey;
  /** The key of a value that another field of its object names: `{ "field": "password", "value": … }`. */
  readonly keysOfSibling: (
    context: RedactionContext,
    object: Readonly<Record<string, unknown>>,
    name: string,
  ) => KeysOfValue;
}

/**
 * Redacts all texts in a value, including keys, and all values under sensitive keys. Keeps the shape: the same keys and
 * nesting, with labels in place of secrets. A part without secrets is returned as the same object.
 *
 * Redaction is idempotent. Every key that describes a redacted value also described the value before, and a redacted
 * value needs no larger budget than the value before.
 *
 * @throws RangeError if the value exceeds the budget or is nested too deep
 */
export function createValueRedactor(redactText: TextRedactor, redactRandomText: TextRedactor): ValueRedactor {
  const inspectKey = createKeyInspector(redactText);
  const classifyTitle = createTitleClassifier();

  function redactValue(
    context: RedactionContext,
    value: unknown,
    keys: KeysOfValue = NO_KEYS,
    depth = 0,
  ): unknown {
    spendBudget(context, 1);
    if (typeof value === "string") return redactString(context, value, keys, depth);
    if (typeof value === "number") return redactNumber(context, value, keys);
    if (typeof value !== "object" || value === null) return value;
    if (depth > MAX_DEPTH) throw new RangeError(`the record is nested deeper than ${MAX_DEPTH} levels`);
    return Array.isArray(value)
      ? redactList(context, value, keys, depth + 1)
      : redactObject(context, value as Readonly<Record<string, unknown>>, keys, depth + 1);
  }

  function redactString(
    context: RedactionContext,
    text: string,
    keys: KeysOfValue = NO_KEYS,
    depth = 0,
  ): string {
    const key = findMatch(context, text, keys);
    if (key) return recordReplacement(context, key.kind, text, "key");
    const characters = charactersOf(text);
    spendBudget(context, characters);
    const redacted = redactContent(context, text, depth);
    if (redacted === text) return text;
    // Without its secrets, the text may be what its key describes.
    const keyOfRest = findMatch(context, redacted, keys);
    if (keyOfRest) return recordReplacement(context, keyOfRest.kind, text, "key");
    // JSON can grow: 1e20 becomes 21 digits.
    spendBudget(context, Math.max(0, charactersOf(redacted) - characters));
    return redacted;
  }

  function redactContent(context: RedactionContext, text: string, depth: number): string {
    const json = mayBeJson(text) ? redactJson(context, text, depth) : undefined;
    if (json !== undefined) return json;
    const redacted = (context.isRandomText ? redactRandomText : redactText)(text, context);
    // A replacement can turn malformed JSON into JSON.
    if (redacted === text || !mayBeJson(redacted)) return redacted;
    return redactJson(context, redacted, depth) ?? redacted;
  }

  /**
   * Redacts JSON in a string and returns JSON; undefined if the string is not JSON, or is nested too deep in other
   * strings.
   */
  function redactJson(context: RedactionContext, text: string, depth: number): string | undefined {
    if (context.encodingDepth >= MAX_ENCODING_DEPTH) return undefined;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return undefined;
    }
    context.encodingDepth += 1;
    const redacted = redactValue(context, parsed, NO_KEYS, depth + 1);
    context.encodingDepth -= 1;
    if (redacted !== parsed) return JSON.stringify(redacted);
    // The parser drops the first value of a duplicate key, but the text contains both.
    const textHasSecrets = redactText(text, unobserved(context)) !== text;
    return textHasSecrets ? JSON.stringify(parsed) : text;
  }

  function redactNumber(context: RedactionContext, value: number, keys: KeysOfValue): unknown {
    if (keys.length > 0) {
      const digits = String(value);
      const key = keys.find((each) => each.matchesNumbers && isSensitiveValue(context, digits, each));
      return key ? recordReplacement(context, key.kind, digits, "key") : value;
    }
    if (!Number.isSafeInteger(value) || value < MIN_CARD_NUMBER) return value;
    const digits = String(value);
    const redacted = redactText(digits, context);
    if (redacted === digits) return value;
    spendBudget(context, charactersOf(redacted));
    return redacted;
  }

  function redactList(context: RedactionContext, list: readonly unknown[], keys: KeysOfValue, depth: number) {
    let changed: unknown[] | undefined;
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      // A pair such as ["cookie", "a=b"], the format of ASGI headers, or ["run", "--password", "made-up"].
      const before = index > 0 ? list[index - 1] : undefined;
      const isNamed =
        (index === 1 && list.length === 2) || (typeof before === "string" && before.startsWith("--"));
      const itemKeys = isNamed ? withTitle(keys, before, changed?.[index - 1]) : keys;
      pushPath(context, index);
      const redacted = redactValue(context, item, itemKeys, depth);
      popPath(context);
      if (redacted !== item) (changed ??= [...list])[index] = redacted;
    }
    return changed ?? list;
  }

  function redactObject(
    context: RedactionContext,
    object: Readonly<Record<string, unknown>>,
    keysAbove: KeysOfValue,
    depth: number,
  ) {
    const names = Object.keys(object);
    let entries: [string, unknown][] | undefined;
    for (const name of names) {
      const { sensitive, namesRandomText, text, characters } = inspectKey(name, context);
      spendBudget(context, characters);
      const value = object[name];
      const keys = withKey(
        VALUE_NAMES.has(name) ? withSiblingTitle(context, object, keysAbove, depth) : keysAbove,
        sensitive,
      );
      pushPath(context, text);
      context.isRandomText = namesRandomText;
      const redacted = redactValue(context, value, keys, depth);
      context.isRandomText = false;
      popPath(context);
      if (redacted !== value || text !== name)
        entries ??= names
          .slice(0, names.indexOf(name))
          .map((earlier): [string, unknown] => [earlier, object[earlier]]);
      entries?.push([text, redacted]);
    }
    return entries ? objectWithDistinctKeys(entries) : object;
  }

  /** Adds the key `cookie` to the value in `{ "name": "cookie", "value": "a=b" }`. */
  function withSiblingTitle(
    context: RedactionContext,
    object: Readonly<Record<string, unknown>>,
    keysAbove: KeysOfValue,
    depth: number,
  ): KeysOfValue {
    const titleName = TITLE_NAMES.find((each) => object[each] !== undefined) ?? "name";
    const named = object[titleName];
    // The path of a field, `["body", "password"]`.
    const title: unknown = Array.isArray(named) ? named.at(-1) : named;
    if (typeof title !== "string") return keysAbove;
    const trial = unobserved(context);
    const keysOfTitle = withKey(keysAbove, inspectKey(titleName, context).sensitive);
    return withTitle(keysAbove, title, redactString(trial, title, keysOfTitle, depth));
  }

  /** Adds the keys that a title names, before and after its redaction. */
  function withTitle(keys: KeysOfValue, title: unknown, redacted: unknown): KeysOfValue {
    if (typeof title !== "string") return keys;
    const named = withKey(keys, classifyTitle(title));
    return typeof redacted === "string" && redacted !== title
      ? withKey(named, classifyTitle(redacted))
      : named;
  }

  const keysOfSibling: ValueRedactor["keysOfSibling"] = (context, object, name) =>
    VALUE_NAMES.has(name) ? withSiblingTitle(context, object, NO_KEYS, 0) : NO_KEYS;

  return { redactValue, redactString, inspectKey, keysOfSibling };
}

/** Adds a key. The first key that matches a value determines its label: a key above, if it matches every value. */
function withKey(keys: KeysOfValue, key: SensitiveKey | undefined): KeysOfValue {
  if (!key || keys.includes(key)) return keys;
  return keys[0] && isUnconditional(keys[0]) ? [...keys, key] : [key, ...keys];
}

function isUnconditional({ ambiguous, valuePattern, matchesNumbers }: SensitiveKey): boolean {
  return ambiguous !== true && valuePattern === undefined && matchesNumbers;
}

/** The first key that describes the value. */
function findMatch(context: RedactionContext, value: string, keys: KeysOfValue): SensitiveKey | undefined {
  return keys.length === 0 ? undefined : keys.find((key) => isSensitiveValue(context, value, key));
}

function isSensitiveValue({ policy }: RedactionContext, value: string, key: SensitiveKey): boolean {
  if (value === "" || policy[KINDS[key.kind]].kind === "keep") return false;
  if (!key.matchesNumbers && /^\d+$/.test(value)) return false;
  return isPlausible(key, withoutLabels(value)) && !isOnlyLabels(value) && !isPlaceholder(value);
}

function mayBeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 0x7b && first !== 0x5b && first !== 0x22) return false;
  const last = text.charCodeAt(text.length - 1);
  return last === 0x7d || last === 0x5d || last === 0x22;
}

function pushPath(context: RedactionContext, step: string | number): void {
  if (context.onReplacement) context.path.push(step);
}

function popPath(context: RedactionContext): void {
  if (context.onReplacement) context.path.pop();
}

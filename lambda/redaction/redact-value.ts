import { objectWithDistinctKeys } from "../shared/distinct-keys";
import type { InspectedKey } from "./keys/inspected-key";
import { createKeyInspector } from "./keys/key-inspector";
import { isPlausible, type SensitiveKey } from "./keys/sensitive-keys";
import { KINDS } from "./kinds";
import { isOnlyLabels } from "./labels";
import { recordReplacement, spendBudget, type RedactionContext } from "./redaction-context";
import type { TextRedactor } from "./text/redact-text";
import { isPlaceholder } from "./text/value-heuristics";

/** The smallest integer with as many digits as a card number. */
const MIN_CARD_NUMBER = 1e13;
/** Maximum nesting. Beyond it, redaction fails and the text is withheld. */
const MAX_DEPTH = 500;
/** Maximum nesting of JSON within JSON strings that is parsed. */
const MAX_ENCODING_DEPTH = 4;

export interface ValueRedactor {
  /**
   * Redacts a value of a parsed record, at any depth. `sensitiveKey` is the sensitive key of the value or of an object
   * that contains it.
   */
  readonly redactValue: (context: RedactionContext, value: unknown, sensitiveKey?: SensitiveKey) => unknown;
  readonly redactString: (context: RedactionContext, text: string) => string;
  readonly inspectKey: (key: string, context: RedactionContext) => InspectedKey;
}

/**
 * Redacts all texts in a value, including keys, and all values under sensitive keys. Keeps the shape: the same keys and
 * nesting, with labels in place of secrets. A part without secrets is returned as the same object.
 *
 * @throws RangeError if the value exceeds the budget or is nested too deep
 */
export function createValueRedactor(redactText: TextRedactor): ValueRedactor {
  const inspectKey = createKeyInspector(redactText);

  function redactValue(
    context: RedactionContext,
    value: unknown,
    sensitiveKey?: SensitiveKey,
    depth = 0,
  ): unknown {
    spendBudget(context, 1);
    if (typeof value === "string") {
      return sensitiveKey && isSensitiveValue(context, value, sensitiveKey)
        ? recordReplacement(context, sensitiveKey.kind, value, "key")
        : redactString(context, value, depth);
    }
    if (typeof value === "number") return redactNumber(context, value, sensitiveKey);
    if (typeof value !== "object" || value === null) return value;
    if (depth > MAX_DEPTH) throw new RangeError(`the record is nested deeper than ${MAX_DEPTH} levels`);
    return Array.isArray(value)
      ? redactList(context, value, sensitiveKey, depth + 1)
      : redactObject(context, value as Readonly<Record<string, unknown>>, sensitiveKey, depth + 1);
  }

  function redactString(context: RedactionContext, text: string, depth = 0): string {
    spendBudget(context, text.length);
    return (mayBeJson(text) ? redactJson(context, text, depth) : undefined) ?? redactText(text, context);
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
    const redacted = redactValue(context, parsed, undefined, depth + 1);
    context.encodingDepth -= 1;
    if (redacted !== parsed) return JSON.stringify(redacted);
    // The parser drops the first value of a duplicate key, but the text contains both.
    const textHasSecrets = redactText(text, { ...context, onReplacement: undefined }) !== text;
    return textHasSecrets ? JSON.stringify(parsed) : text;
  }

  function redactNumber(context: RedactionContext, value: number, sensitiveKey?: SensitiveKey): unknown {
    const digits = String(value);
    if (sensitiveKey) {
      if (!sensitiveKey.matchesNumbers || !isSensitiveValue(context, digits, sensitiveKey)) return value;
      return recordReplacement(context, sensitiveKey.kind, digits, "key");
    }
    if (!Number.isSafeInteger(value) || value < MIN_CARD_NUMBER) return value;
    const redacted = redactText(digits, context);
    return redacted === digits ? value : redacted;
  }

  function redactList(
    context: RedactionContext,
    list: readonly unknown[],
    sensitiveKey: SensitiveKey | undefined,
    depth: number,
  ) {
    // A pair such as ["cookie", "a=b"], the format of ASGI headers.
    const [first] = list;
    const named =
      list.length === 2 && typeof first === "string" ? inspectKey(first, context).sensitive : undefined;
    let changed: unknown[] | undefined;
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      pushPath(context, index);
      const redacted = redactValue(
        context,
        item,
        broaderKey(sensitiveKey, index === 1 ? named : undefined),
        depth,
      );
      popPath(context);
      if (redacted !== item) (changed ??= [...list])[index] = redacted;
    }
    return changed ?? list;
  }

  function redactObject(
    context: RedactionContext,
    object: Readonly<Record<string, unknown>>,
    sensitiveKey: SensitiveKey | undefined,
    depth: number,
  ) {
    const named = sensitiveKey ?? siblingKeyOf(context, object);
    const keys = Object.keys(object);
    let entries: [string, unknown][] | undefined;
    for (const key of keys) {
      spendBudget(context, key.length);
      const { sensitive, text } = inspectKey(key, context);
      const value = object[key];
      pushPath(context, text);
      const redacted = redactValue(
        context,
        value,
        broaderKey(sensitiveKey, sensitive ?? (key === "value" ? named : undefined)),
        depth,
      );
      popPath(context);
      if (redacted !== value || text !== key)
        entries ??= keys
          .slice(0, keys.indexOf(key))
          .map((earlier): [string, unknown] => [earlier, object[earlier]]);
      entries?.push([text, redacted]);
    }
    return entries ? objectWithDistinctKeys(entries) : object;
  }

  /** The classification of `value` in `{ "name": "cookie", "value": "a=b" }`. */
  function siblingKeyOf(
    context: RedactionContext,
    object: Readonly<Record<string, unknown>>,
  ): SensitiveKey | undefined {
    if (object["value"] === undefined) return undefined;
    const title = object["name"] ?? object["key"];
    return typeof title === "string" ? inspectKey(title, context).sensitive : undefined;
  }

  return { redactValue, redactString, inspectKey };
}

/** Of a key and the key above it, returns the one with fewer conditions on the value. */
function broaderKey(
  above: SensitiveKey | undefined,
  key: SensitiveKey | undefined,
): SensitiveKey | undefined {
  if (!above || !key) return above ?? key;
  const isUnconditional =
    above.ambiguous !== true && above.valuePattern === undefined && above.matchesNumbers;
  return isUnconditional ? above : key;
}

function isSensitiveValue({ policy }: RedactionContext, value: string, key: SensitiveKey): boolean {
  if (value === "" || policy[KINDS[key.kind]].kind === "keep") return false;
  if (!key.matchesNumbers && /^\d+$/.test(value)) return false;
  return isPlausible(key, value) && !isOnlyLabels(value) && !isPlaceholder(value);
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

import { objectWithDistinctKeys } from "../shared/distinct-keys";
import type { InspectedKey } from "./keys/inspected-key";
import { createKeyInspector } from "./keys/key-inspector";
import { isPlausible, type SensitiveKey } from "./keys/sensitive-keys";
import { KINDS } from "./kinds";
import { isOnlyLabels } from "./labels";
import { recordReplacement, spendBudget, type RedactionContext } from "./redaction-context";
import type { TextRedactor } from "./text/redact-text";
import { isPlaceholder } from "./text/value-heuristics";

/** The least integer with as many digits as a card number. */
const MIN_CARD_NUMBER = 1e13;
/** Nesting that is followed. Beyond it the redaction fails, and so withholds. */
const MAX_DEPTH = 500;
/** JSON in a string in JSON: as often as that it is read. */
const MAX_ENCODING_DEPTH = 4;

export interface ValueRedactor {
  /** A value of a parsed record, at any depth; `under` is the key that names it, or whatever holds it, as a secret. */
  readonly redactValue: (context: RedactionContext, value: unknown, sensitiveKey?: SensitiveKey) => unknown;
  readonly redactString: (context: RedactionContext, text: string) => string;
  readonly inspectKey: (key: string, context: RedactionContext) => InspectedKey;
}

/**
 * Every text within a value redacted, keys included, and everything under a key that names a secret. The shape stays:
 * the same keys in the same nesting, with labels in the place of secrets. A part without secrets is the same object.
 *
 * @throws RangeError when the value is larger than the budget, or nested too deep
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
    if (depth > MAX_DEPTH) throw new RangeError(`a record nested deeper than ${MAX_DEPTH} levels`);
    return Array.isArray(value)
      ? redactList(context, value, sensitiveKey, depth + 1)
      : redactObject(context, value as Readonly<Record<string, unknown>>, sensitiveKey, depth + 1);
  }

  function redactString(context: RedactionContext, text: string, depth = 0): string {
    spendBudget(context, text.length);
    return (mayBeJson(text) ? redactJson(context, text, depth) : undefined) ?? redactText(text, context);
  }

  /** JSON in a string stays JSON in a string; undefined for what is none, or is too deep inside of others. */
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
    // A key that stands twice hides the first of its values from the parser, and the text has both.
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
    // A pair such as ["cookie", "a=b"], as ASGI has its headers.
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

  /** What `{ "name": "cookie", "value": "a=b" }` says of its value. */
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

/** Of a key and the key above it, the one that asks less of a value. */
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

import { objectWithDistinctKeys } from "../../../shared/distinct-keys";
import { fitCharacters } from "../fit";
import { truncateWithNote } from "../text";
import { MAX_EXTRA_DEPTH, MAX_EXTRA_VALUE } from "./limits";
import { removeControlCharacters } from "./sanitize";

export interface Extra {
  readonly extra: Readonly<Record<string, unknown>>;
  /** Whether a value exceeded Sentry's limit and was truncated with a note. */
  readonly truncated: boolean;
}

/**
 * Values that `extra` may contain: printable text, finite numbers, and JSON text for deeply nested values. Every value is
 * within Sentry's limit for one.
 */
export function toExtra(values: Readonly<Record<string, unknown>>): Extra {
  let truncated = false;
  const entries = presentEntries(values).map(([key, value]): [string, unknown] => {
    const sanitized = sanitizeValue(value, 2);
    const limited = limitValue(sanitized);
    if (limited !== sanitized) truncated = true;
    return [removeControlCharacters(key), limited];
  });
  return { extra: objectWithDistinctKeys(entries), truncated };
}

/** Truncates a value, or returns the same one if it is within the limit. */
function limitValue(value: unknown): unknown {
  if (typeof value === "string") return truncateWithNote(value, MAX_EXTRA_VALUE);
  if (typeof value !== "object" || value === null) return value;
  const { document, truncated } = fitCharacters({ value }, MAX_EXTRA_VALUE);
  return truncated ? document.value : value;
}

function sanitizeValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return removeControlCharacters(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_EXTRA_DEPTH) return removeControlCharacters(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => sanitizeValue(item, depth + 1));
  return objectWithDistinctKeys(
    presentEntries(value).map(([key, item]) => [
      removeControlCharacters(key),
      sanitizeValue(item, depth + 1),
    ]),
  );
}

function presentEntries(object: object): [string, unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}

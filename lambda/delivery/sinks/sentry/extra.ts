import { objectWithDistinctKeys } from "../../../shared/distinct-keys";
import { MAX_EXTRA_DEPTH } from "./limits";
import { removeControlCharacters } from "./sanitize";

/** Values that `extra` may contain: printable text, finite numbers, and JSON text for deeply nested values. */
export function toExtra(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return sanitizeValue(values, 1) as Record<string, unknown>;
}

function sanitizeValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return removeControlCharacters(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_EXTRA_DEPTH) return removeControlCharacters(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => sanitizeValue(item, depth + 1));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return objectWithDistinctKeys(
    entries.map(([key, item]) => [removeControlCharacters(key), sanitizeValue(item, depth + 1)]),
  );
}

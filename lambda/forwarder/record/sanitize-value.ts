import { toUSVString } from "node:util";
import { objectWithDistinctKeys } from "../../shared/distinct-keys";
import type { JsonObject } from "../../shared/json";

/** Maximum nesting of attributes. Deeper values are stored as JSON text. No sink indexes deeper nesting. */
export const MAX_DEPTH = 20;

/** Converts a value to one that a record may contain: well-formed text, finite numbers, nesting up to MAX_DEPTH. */
export function sanitizeValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.toWellFormed();
  // 1e999 is valid JSON but parses to Infinity.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return toUSVString(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => sanitizeValue(item, depth + 1));
  return sanitizeObject(value as JsonObject, depth + 1);
}

/** Returns the same object if it needs no change, as nearly always. */
function sanitizeObject(object: JsonObject, depth: number): JsonObject {
  let isUnchanged = true;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    const entry: [string, unknown] = [toUSVString(key), sanitizeValue(value, depth)];
    if (entry[0] !== key || entry[1] !== value) isUnchanged = false;
    entries.push(entry);
  }
  return isUnchanged ? object : objectWithDistinctKeys(entries);
}

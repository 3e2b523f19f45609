import { fromEntries } from "../../../shared/distinct-keys";
import { MAX_EXTRA_DEPTH } from "./limits";
import { clean } from "./readable";

/** Values as `extra` may hold them: readable text, finite numbers, and JSON text for what lies too deep. */
export function toExtra(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return contain(values, 1) as Record<string, unknown>;
}

function contain(value: unknown, depth: number): unknown {
  if (typeof value === "string") return clean(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_EXTRA_DEPTH) return clean(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => contain(item, depth + 1));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return fromEntries(entries.map(([key, item]) => [clean(key), contain(item, depth + 1)]));
}

import { FIELDS, type FieldType, LEVELS } from "../../../catalog";

/** Types whose values cannot carry free text. */
const SAFE_TYPES: ReadonlySet<FieldType> = new Set<FieldType>(["timestamp", "level", "double", "integer"]);

const SAFE_FIELDS: ReadonlySet<string> = new Set(
  FIELDS.filter(({ type }) => SAFE_TYPES.has(type)).map(({ name }) => name),
);

const LEVEL_NAMES: ReadonlySet<string> = new Set(LEVELS);
const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Whether a field passes without redaction: its type has no room for text, and its value is of that type. These are
 * the only fields left of a record whose redaction failed.
 */
export function isSafe(name: string, value: unknown): boolean {
  if (!SAFE_FIELDS.has(name)) return false;
  return (
    typeof value === "number" ||
    (typeof value === "string" && (LEVEL_NAMES.has(value) || TIMESTAMP.test(value)))
  );
}

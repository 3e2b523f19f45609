import { FIELDS, type FieldType, LEVELS } from "../../../catalog";

/** Types whose values cannot contain free text. */
const SAFE_TYPES: ReadonlySet<FieldType> = new Set<FieldType>(["timestamp", "level", "double", "integer"]);

export const SAFE_FIELD_NAMES: readonly string[] = FIELDS.filter(({ type }) => SAFE_TYPES.has(type)).map(
  ({ name }) => name,
);

const SAFE_FIELDS: ReadonlySet<string> = new Set(SAFE_FIELD_NAMES);

const LEVEL_NAMES: ReadonlySet<string> = new Set(LEVELS);
const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Whether a field needs no redaction: its type cannot contain text, and its value has that type. If redaction fails,
 * only these fields of the record remain.
 */
export function isSafe(name: string, value: unknown): boolean {
  if (!SAFE_FIELDS.has(name)) return false;
  return (
    typeof value === "number" ||
    (typeof value === "string" && (LEVEL_NAMES.has(value) || TIMESTAMP.test(value)))
  );
}

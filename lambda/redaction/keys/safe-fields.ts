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
  return SAFE_FIELDS.has(name) && isSafeValue(value);
}

/** Whether a value of a safe field cannot contain text: a number, a level or a time. */
export function isSafeValue(value: unknown): boolean {
  return (
    typeof value === "number" ||
    (typeof value === "string" && (LEVEL_NAMES.has(value) || TIMESTAMP.test(value)))
  );
}

import { FIELDS, type FieldType, type LogRecord } from "../../lib/catalog";

/** Types whose values cannot carry free text. */
const SAFE_TYPES: ReadonlySet<FieldType> = new Set<FieldType>(["timestamp", "level", "double", "integer"]);

/** Fields that pass without redaction, and the only ones left of a record whose redaction failed. */
export const SAFE_FIELDS: ReadonlySet<string> = new Set(
  FIELDS.filter(({ type }) => SAFE_TYPES.has(type)).map(({ name }) => name),
);

/** What a text becomes that could not be redacted. */
export function withheldText(characters: number): string {
  return `[redaction failed: ${characters} characters withheld]`;
}

/** What is left of a record that could not be redacted: its safe fields, and how much is missing. */
export function withheldRecord(record: LogRecord): LogRecord {
  const fields = Object.entries(record);
  const withheld = fields
    .filter(([name]) => !SAFE_FIELDS.has(name))
    .map(([, value]: [string, unknown]) => value);
  return {
    ...(Object.fromEntries(fields.filter(([name]) => SAFE_FIELDS.has(name))) as LogRecord),
    message: withheldText(countCharacters(withheld)),
  };
}

/** Characters of all texts and keys within; without recursion, for depth may be what redaction failed of. */
function countCharacters(value: unknown): number {
  const open = [value];
  let characters = 0;
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") characters += next.length;
    if (typeof next !== "object" || next === null) continue;
    for (const [key, item] of Object.entries(next)) {
      if (!Array.isArray(next)) characters += key.length;
      open.push(item);
    }
  }
  return characters;
}

import type { LogRecord } from "../../catalog";
import { keyedHashOfParts } from "./keyed-hash";
import { isSafe } from "./keys/safe-fields";
import { withheldNote } from "./labels";

/**
 * Replaces a text that could not be redacted: by its length and, with a key, its hash, which identifies the same line
 * in the log group.
 */
export function withheldText(text: string, key?: string): string {
  return withheldNote(text.length, key === undefined ? undefined : keyedHashOfParts(key, [text]));
}

/** Reduces a record that could not be redacted to its safe fields, and notes how much is withheld. */
export function withheldRecord(record: LogRecord, key?: string): LogRecord {
  const fields = Object.entries(record) as [string, unknown][];
  const safe = fields.filter(([name, value]) => isSafe(name, value));
  const withheld = fields.filter(([name, value]) => !isSafe(name, value)).map(([, value]) => value);
  let characters = 0;
  for (const text of textsIn(withheld)) characters += text.length;
  return {
    ...(Object.fromEntries(safe) as LogRecord),
    message: withheldNote(
      characters,
      key === undefined ? undefined : keyedHashOfParts(key, textsIn(withheld)),
    ),
  };
}

/** All texts and keys in a value. Iterative, because deep nesting may be the reason why redaction failed. */
function* textsIn(value: unknown): Generator<string> {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") yield next;
    if (typeof next !== "object" || next === null) continue;
    for (const [key, item] of Object.entries(next)) {
      if (!Array.isArray(next)) yield key;
      open.push(item);
    }
  }
}

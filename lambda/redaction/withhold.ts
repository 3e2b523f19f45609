import type { LogRecord } from "../../catalog";
import { keyedHashOfParts } from "./keyed-hash";
import { isSafe } from "./keys/safe-fields";

/**
 * What a text becomes that could not be redacted: its length, and with a key its hash, by which the same line is known
 * in the log group.
 */
export function withheldText(text: string, key?: string): string {
  return marker(text.length, key === undefined ? undefined : keyedHashOfParts(key, [text]));
}

/** What is left of a record that could not be redacted: its safe fields, and how much is missing. */
export function withheldRecord(record: LogRecord, key?: string): LogRecord {
  const fields = Object.entries(record) as [string, unknown][];
  const safe = fields.filter(([name, value]) => isSafe(name, value));
  const withheld = fields.filter(([name, value]) => !isSafe(name, value)).map(([, value]) => value);
  let characters = 0;
  for (const text of textsIn(withheld)) characters += text.length;
  return {
    ...(Object.fromEntries(safe) as LogRecord),
    message: marker(characters, key === undefined ? undefined : keyedHashOfParts(key, textsIn(withheld))),
  };
}

function marker(characters: number, hash?: string): string {
  const missing = `[redaction failed: ${characters} characters withheld`;
  return hash === undefined ? `${missing}]` : `${missing}, hash ${hash}]`;
}

/** All texts and keys within; without recursion, for depth may be what redaction failed of. */
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

import type { RedactedText, TextRedactor } from "./redact-text";
import { classifyKey, type SensitiveKey } from "./sensitive-keys";

export interface ReadKey {
  /** What the key says of its value. */
  readonly sensitive: SensitiveKey | undefined;
  /** The key itself, which may hold a secret too. */
  readonly redacted: RedactedText;
}

const MAX_KNOWN = 2_000;
const MAX_KNOWN_LENGTH = 64;

/** Reads keys, and remembers those without secrets, within bounds: the records of an application share their keys. */
export function keyReader(redactText: TextRedactor): (key: string) => ReadKey {
  const known = new Map<string, ReadKey>();
  return (key) => {
    const found = known.get(key);
    if (found) return found;
    const read: ReadKey = { sensitive: classifyKey(key), redacted: redactText(key) };
    if (read.redacted.replacements === 0 && key.length <= MAX_KNOWN_LENGTH) {
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(key, read);
    }
    return read;
  };
}

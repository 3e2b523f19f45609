import type { TextRedactor } from "../text/redact-text";
import type { Walk } from "../walk";
import type { ReadKey } from "./read-key";
import { classifyKey } from "./sensitive-keys";

const MAX_KNOWN = 2_000;
const MAX_KNOWN_LENGTH = 64;

/** Reads keys, and remembers those without secrets, within bounds: the records of a log share their keys. */
export function keyReader(redactText: TextRedactor): (key: string, walk: Walk) => ReadKey {
  return (key, walk) => {
    const { keys } = walk;
    const found = keys.get(key);
    if (found) return found;
    const text = redactText(key, walk);
    const read: ReadKey = { sensitive: classifyKey(key), text };
    if (text === key && key.length <= MAX_KNOWN_LENGTH) {
      if (keys.size >= MAX_KNOWN) keys.clear();
      keys.set(key, read);
    }
    return read;
  };
}

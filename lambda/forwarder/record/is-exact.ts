/**
 * Whether `JSON.parse` kept everything that a text contains: it drops all but the last of equal keys, and the last digits
 * of an integer beyond 2^53. It reports neither. A text with a space before a colon counts as not exact.
 *
 * @throws RangeError if the value is nested some ten thousand levels deep
 */
export function isExact(text: string, parsed: unknown): boolean {
  return countKeys(parsed) === countKeysInText(text);
}

/** The number of keys in a value at any depth; NaN if it contains an integer beyond 2^53. */
function countKeys(value: unknown): number {
  if (typeof value === "number") return isRounded(value) ? Number.NaN : 0;
  if (typeof value !== "object" || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item !== "string") keys += countKeys(item);
    return keys;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const key in object) {
    keys += 1;
    const item = object[key];
    if (typeof item !== "string") keys += countKeys(item);
  }
  return keys;
}

function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && (Number.isInteger(value) || !Number.isFinite(value));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** In JSON, an unescaped quote before a colon is the end of a key. */
function countKeysInText(text: string): number {
  let keys = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) {
    if (text.charCodeAt(at - 1) === QUOTE && text.charCodeAt(at - 2) !== BACKSLASH) keys += 1;
  }
  return keys;
}

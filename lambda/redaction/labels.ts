import type { Kind } from "./kinds";

/** What every label starts with. */
export const LABEL_START = "[redacted:";
/** What the note starts with that replaces a text whose redaction failed. */
const NOTE_START = "[redaction failed: ";

/** What everything that redaction writes starts with. */
const COMMON_START = "[redact";
const MIN_LABEL_LENGTH = "[redacted:x]".length;

const LABEL = /\[redacted:[a-z]{1,16}(?::[0-9a-f]{16})?\]/g;
/** Everything that redaction writes: labels and notes. */
const WRITTEN =
  /\[redacted:[a-z]{1,16}(?::[0-9a-f]{16})?\]|\[redaction failed: \d{1,16} characters withheld(?:, hash [0-9a-f]{16})?\]/g;

/** The label that replaces a secret. */
export function label(kind: Kind, hash?: string): string {
  return hash === undefined ? `${LABEL_START}${kind}]` : `${LABEL_START}${kind}:${hash}]`;
}

/** The note that replaces a text of this length whose redaction failed. */
export function withheldNote(characters: number, hash?: string): string {
  const missing = `${NOTE_START}${characters} characters withheld`;
  return hash === undefined ? `${missing}]` : `${missing}, hash ${hash}]`;
}

/** Whether a value consists only of labels, punctuation, and the suffixes of colliding keys. */
export function isOnlyLabels(value: string): boolean {
  return value.includes(LABEL_START) && /^(?:[\s"'\\,;[\]{}()b]|#\d+)*$/.test(value.replace(LABEL, ""));
}

/** Positions of the labels and notes in a text, as pairs of start and end. */
export function labelsIn(text: string): readonly (readonly [from: number, to: number])[] {
  if (!mayHaveLabels(text)) return [];
  return Array.from(text.matchAll(WRITTEN), (match) => [match.index, match.index + match[0].length] as const);
}

/** The text that redaction did not write. */
export function withoutLabels(text: string): string {
  return mayHaveLabels(text) ? text.replace(WRITTEN, "") : text;
}

function mayHaveLabels(text: string): boolean {
  // The search for a single character is faster.
  return text.length >= MIN_LABEL_LENGTH && text.includes("[") && text.includes(COMMON_START);
}

import type { Kind } from "./kinds";

/** What every label starts with. */
export const LABEL_START = "[redacted:";
const LABEL = /\[redacted:[a-z]{1,16}(?::[0-9a-f]{16})?\]/g;

/** The label that replaces a secret. */
export function label(kind: Kind, hash?: string): string {
  return hash === undefined ? `${LABEL_START}${kind}]` : `${LABEL_START}${kind}:${hash}]`;
}

/** Whether a value consists only of labels, punctuation, and the suffixes of colliding keys. */
export function isOnlyLabels(value: string): boolean {
  return value.includes(LABEL_START) && /^(?:[\s"'\\,;[\]{}()b]|#\d+)*$/.test(value.replace(LABEL, ""));
}

/** Positions of the labels in a text, as pairs of start and end. */
export function labelsIn(text: string): readonly (readonly [from: number, to: number])[] {
  if (!text.includes(LABEL_START)) return [];
  return Array.from(text.matchAll(LABEL), (match) => [match.index, match.index + match[0].length] as const);
}

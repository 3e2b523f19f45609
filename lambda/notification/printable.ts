/**
 * A text as one line of printable characters, so that it cannot pass for another part of a notification, and its bound.
 * Characters that change the direction of text are no printable characters.
 */
export function printable(text: string, maxCharacters: number): string {
  return truncate(text.replace(/[\p{C}\p{Z}]+/gu, " ").trim(), maxCharacters);
}

/** Ends between two characters, and never within a surrogate pair. */
export function truncate(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

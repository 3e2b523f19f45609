/** The longest prefix with at most `maxChars` UTF-16 code units that does not split a character. */
export function truncate(text: string, maxChars: number): string {
  const whole = text.slice(0, maxChars);
  // Half of a surrogate pair is not a valid character, and some intakes reject the whole event for it.
  return whole.length < text.length && isHighSurrogate(whole.charCodeAt(maxChars - 1))
    ? whole.slice(0, -1)
    : whole;
}

/**
 * Text of at most `maxChars` UTF-16 code units, with a note at its end about how many are missing. Text shorter than
 * that note remains unchanged.
 */
export function truncateWithNote(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - truncationNote(text.length, "characters").length);
  const kept = truncate(text, room);
  const shortened = kept + truncationNote(text.length - kept.length, "characters");
  return shortened.length < text.length ? shortened : text;
}

/** The note in place of what is truncated. */
export function truncationNote(
  count: number,
  unit: "characters" | "entries" | "frames" | "exceptions",
): string {
  return `… [${count} ${unit} truncated]`;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

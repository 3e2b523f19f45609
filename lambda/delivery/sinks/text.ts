/** Longest text that ends before a whole character and has at most `maxChars` UTF-16 code units. */
export function truncate(text: string, maxChars: number): string {
  const whole = text.slice(0, maxChars);
  // Half a surrogate pair is no character, and some intakes refuse the whole event for it.
  return whole.length < text.length && isHighSurrogate(whole.charCodeAt(maxChars - 1))
    ? whole.slice(0, -1)
    : whole;
}

/**
 * Text of at most `maxChars` UTF-16 code units that says at its end how many are missing. What is shorter than that
 * note stays as it is.
 */
export function truncateWithNote(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - truncationNote(text.length, "characters").length);
  const kept = truncate(text, room);
  const shortened = kept + truncationNote(text.length - kept.length, "characters");
  return shortened.length < text.length ? shortened : text;
}

/** What stands in place of what was cut. */
export function truncationNote(count: number, unit: "characters" | "entries"): string {
  return `… [${count} ${unit} cut]`;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

import { toUSVString } from "node:util";
import { truncateWithNote, truncate } from "../text";

/** Text of at most `maxChars`, cut with a note. */
export function sanitizeText(text: string, maxChars: number): string {
  return removeControlCharacters(truncateWithNote(text, maxChars));
}

/** How much of a name is read for each character that is kept, because white space is not; the rest is cut anyway. */
const READ_AHEAD = 4;

/** A name of at most `maxChars`, on one line, cut without a note. Undefined where nothing is left of it. */
export function sanitizeName(text: string | number | undefined, maxChars: number): string | undefined {
  const start = truncate(String(text ?? ""), READ_AHEAD * maxChars);
  const name = removeControlCharacters(start).replace(/\s+/g, " ").trim();
  return name === "" ? undefined : truncate(name, maxChars).trimEnd();
}

/** Sentry names a page after a release or an environment, which is why `/` is none of these. */
export function sanitizeSlug(
  text: string | undefined,
  maxChars: number,
  reserved: readonly string[],
): string | undefined {
  const name = sanitizeName(text?.replace(/[^\w .@:+-]/g, "-"), maxChars);
  return name === undefined || reserved.includes(name.toLowerCase()) ? undefined : name;
}

/** Well-formed text without control characters but tab and line feed: nobody can read them, nor Postgres store a NUL. */
export function removeControlCharacters(text: string): string {
  return toUSVString(text).replace(/(?![\n\t])\p{Cc}/gu, "\ufffd");
}

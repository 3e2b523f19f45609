import { toUSVString } from "node:util";
import { truncateWithNote, truncate } from "../text";

/** Text of at most `maxChars`, truncated with a note. */
export function sanitizeText(text: string, maxChars: number): string {
  return removeControlCharacters(truncateWithNote(text, maxChars));
}

/** Characters of a name that are read for each character of the result, because white space is removed. */
const READ_AHEAD = 4;

/** A name of at most `maxChars` on one line, truncated without a note; undefined if nothing remains. */
export function sanitizeName(text: string | number | undefined, maxChars: number): string | undefined {
  const start = truncate(String(text ?? ""), READ_AHEAD * maxChars);
  const name = removeControlCharacters(start).replace(/\s+/g, " ").trim();
  return name === "" ? undefined : truncate(name, maxChars).trimEnd();
}

/** Sentry uses releases and environments in URLs, so they must not contain `/`. */
export function sanitizeSlug(
  text: string | undefined,
  maxChars: number,
  reserved: readonly string[],
): string | undefined {
  const name = sanitizeName(text?.replace(/[^\w .@:+-]/g, "-"), maxChars);
  return name === undefined || reserved.includes(name.toLowerCase()) ? undefined : name;
}

/**
 * Well-formed text without control characters other than tab and line feed: they are not printable, and Postgres cannot
 * store a NUL.
 */
export function removeControlCharacters(text: string): string {
  return PRINTABLE.test(text) ? text : toUSVString(text).replace(/(?![\n\t])\p{Cc}/gu, "\ufffd");
}

/** Nearly every text. */
const PRINTABLE = /^[\x20-\x7e]*$/;

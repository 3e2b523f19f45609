import { toUSVString } from "node:util";
import { cut, truncate } from "../text";

/** Text of at most `maxChars`, cut with a note. */
export function readable(text: string, maxChars: number): string {
  return clean(cut(text, maxChars));
}

/** How much of a name is read for each character that is kept, because white space is not; the rest is cut anyway. */
const SPARE = 4;

/** A name of at most `maxChars`, on one line, cut without a note. Undefined where nothing is left of it. */
export function nameOf(text: string | number | undefined, maxChars: number): string | undefined {
  const start = truncate(String(text ?? ""), SPARE * maxChars);
  const name = clean(start).replace(/\s+/g, " ").trim();
  return name === "" ? undefined : truncate(name, maxChars).trimEnd();
}

/** Sentry names a page after a release or an environment, which is why `/` is none of these. */
export function addressOf(
  text: string | undefined,
  maxChars: number,
  reserved: readonly string[],
): string | undefined {
  const name = nameOf(text?.replace(/[^\w .@:+-]/g, "-"), maxChars);
  return name === undefined || reserved.includes(name.toLowerCase()) ? undefined : name;
}

/** Well-formed text without control characters but tab and line feed: nobody can read them, nor Postgres store a NUL. */
export function clean(text: string): string {
  return toUSVString(text).replace(/(?![\n\t])\p{Cc}/gu, "\ufffd");
}

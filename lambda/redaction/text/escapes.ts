import { setOfCodes } from "./characters";

/** A decoded text, and the original position of each character. */
export interface UnescapedText {
  readonly text: string;
  /** Position of each character in the original text, plus one for the end. */
  readonly offsets: Uint32Array;
}

const ESCAPE = /%[\da-f]{2}|\\u[\da-f]{4}|\\x[\da-f]{2}|&(?:amp|quot|apos|lt|gt|#\d{2,5}|#x[\da-f]{2,4});/gi;
const HEXADECIMAL = setOfCodes("0123456789abcdefABCDEF");
const BEHIND_BACKSLASH = setOfCodes("uxUX");
/** The first letters of entities, and the second letters of each. */
const BEHIND_AMPERSAND = setOfCodes("aqlgAQLG");
const SECOND_LETTERS = setOfCodes("mputMPUT");
const AMPERSAND = 38;
const HASH = 35;
const PERCENT = 37;

/** Whether an escape may begin at `%`, `\\` or `&`. False for most parameters of a query, and for `\\n`. */
export function mayBeEscape(codes: Uint16Array, at: number): boolean {
  const next = codes[at + 1] ?? 0;
  if (codes[at] === PERCENT) return HEXADECIMAL[next] === 1;
  if (codes[at] !== AMPERSAND) return BEHIND_BACKSLASH[next] === 1;
  return next === HASH || (BEHIND_AMPERSAND[next] === 1 && SECOND_LETTERS[codes[at + 2] ?? 0] === 1);
}

const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&lt;", "<"],
  ["&gt;", ">"],
]);

/**
 * Decodes the escapes of URLs, JSON, Python and HTML (`%40`, `\u0040`, `\x40`, `&#64;`); returns undefined for a text
 * without escapes. An escaped UTF-8 byte above ASCII becomes a placeholder letter, because detecting secrets around it
 * does not need its value.
 */
export function decodeEscapes(text: string): UnescapedText | undefined {
  ESCAPE.lastIndex = 0;
  let match = ESCAPE.exec(text);
  if (!match) return undefined;
  const offsets = new Uint32Array(text.length + 1);
  const pieces: string[] = [];
  let length = 0;
  let done = 0;
  for (; match; match = ESCAPE.exec(text)) {
    pieces.push(text.slice(done, match.index), decodeEscape(match[0]));
    for (; done <= match.index; done += 1) offsets[length++] = done;
    done = match.index + match[0].length;
  }
  pieces.push(text.slice(done));
  for (; done <= text.length; done += 1) offsets[length++] = done;
  return { text: pieces.join(""), offsets: offsets.subarray(0, length) };
}

function decodeEscape(escape: string): string {
  const named = NAMED_ENTITIES.get(escape.toLowerCase());
  if (named !== undefined) return named;
  const digits = escape.replace(/^(?:%|\\[ux]|&#)/i, "").replace(";", "");
  const code = /^x/i.test(digits)
    ? Number.parseInt(digits.slice(1), 16)
    : Number.parseInt(digits, escape.startsWith("&") ? 10 : 16);
  // Half of a surrogate pair would make the text invalid.
  return code < 32 || (code >= 128 && escape.startsWith("%")) || (code >= 0xd800 && code <= 0xdfff)
    ? code < 32
      ? " "
      : "é"
    : String.fromCharCode(code);
}

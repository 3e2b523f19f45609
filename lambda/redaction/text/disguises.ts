import type { UnescapedText } from "./escapes";

/**
 * Colour codes of terminals (ECMA-48, "SGR"), also as editors and syslog daemons write the escape character: `\\033[`,
 * `\\e[`, `#033[`, `^[[`, or without it. Characters without width, NULs of UTF-16.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- the characters that it matches
  /(?:\x1b|\\e|\\033|#033|\^\[)?\[\d{0,3}(?:;\d{1,3}){0,8}[mK]|[\0\x1b\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/y;

/** A word with letters of several scripts, or full-width letters and signs. */
const WORD = /[A-Za-z\u0370-\u052f]+/g;
const OTHER_SCRIPT = /[\u0370-\u052f]/;
const LATIN = /[A-Z]/i;

const FIRST_FULL_WIDTH = 0xff01;
const LAST_FULL_WIDTH = 0xff5e;
/** Distance of a full-width character to the same in ASCII. Source: Unicode, "Halfwidth and Fullwidth Forms". */
const FULL_WIDTH = 0xfee0;

/** Letters that look like Latin ones. Source: Unicode Technical Standard 39, confusables.txt. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...pairs("аеорсухіјѕԁһӏԛԝкмтвн", "aeopcyxijsdhlqwkmtbh"),
    ...pairs("АВЕКМНОРСТУХІЈЅԌԚԜ", "ABEKMHOPCTYXIJSGQW"),
    ...pairs("αογνρτυικ", "aoyvptuik"),
    ...pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
  }),
);

function pairs(written: string, latin: string): Record<string, string> {
  return Object.fromEntries(Array.from(written, (letter, index) => [letter, latin.charAt(index)]));
}

/**
 * The text as a person reads it on a terminal: without colour codes and invisible characters, full-width characters as
 * ASCII, and Latin letters in place of those that look like them within a Latin word. A word of another script stays.
 *
 * @returns undefined for a text that reads as it is written
 */
export function withoutDisguises(text: string): UnescapedText | undefined {
  const plain = withLatinLetters(text);
  const offsets = new Uint32Array(text.length + 1);
  const pieces: string[] = [];
  let length = 0;
  for (let at = 0; at < plain.length;) {
    INVISIBLE.lastIndex = at;
    const invisible = mayBeInvisible(plain.charCodeAt(at)) ? INVISIBLE.exec(plain)?.[0].length : undefined;
    if (invisible !== undefined) {
      at += invisible;
      continue;
    }
    pieces.push(toAscii(plain.charCodeAt(at)));
    offsets[length++] = at;
    at += 1;
  }
  const read = pieces.join("");
  if (read === text) return undefined;
  offsets[length] = text.length;
  return { text: read, offsets: offsets.subarray(0, length + 1) };
}

function mayBeInvisible(code: number): boolean {
  return code <= 0x1b || code >= 0xad || code === 0x23 || (code >= 0x5b && code <= 0x5e);
}

function toAscii(code: number): string {
  return String.fromCharCode(code >= FIRST_FULL_WIDTH && code <= LAST_FULL_WIDTH ? code - FULL_WIDTH : code);
}

function withLatinLetters(text: string): string {
  if (!OTHER_SCRIPT.test(text)) return text;
  return text.replace(WORD, (word) =>
    OTHER_SCRIPT.test(word) && LATIN.test(word)
      ? Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join("")
      : word,
  );
}

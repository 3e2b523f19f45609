/*
 * Classes of characters, as bits. A table instead of patterns, because one pass over a text looks up every character.
 */

/** Mask of a character's folded code: 1 to 26 for a letter in any case, 27 for a digit, 0 for all others. */
export const FOLDED = 31;
export const LETTER = 1 << 5;
export const DIGIT = 1 << 6;
export const WORD = LETTER | DIGIT;
/** Part of a token: a letter, a digit, `_` or `-`. */
export const TOKEN = 1 << 7;
/** Part of base64: of a token, or `+` or `/`. */
export const BASE64 = 1 << 8;
/** May stand between groups of digits in a number. */
export const GAP = 1 << 9;
/** May start an escape sequence: `%`, `\` or `&`. */
export const ESCAPE = 1 << 10;
/** May disguise a text (disguises.ts): the start of a colour code, an invisible character, a letter that looks Latin. */
export const DISGUISE = 1 << 11;
/** Neither a letter, a digit, a space, a dot nor `_`: the scan has more to do at such a character. */
export const SIGN = 1 << 12;

const FOLDED_DIGIT = 27;
const ASCII = 128;

/**
 * Classes and folded code of every UTF-16 code unit, so that a lookup needs no comparison. Characters beyond ASCII may
 * be spaces or dashes.
 */
export const CHARACTERS = Uint16Array.from({ length: 1 << 16 }, (_, code) =>
  code < ASCII ? describe(String.fromCharCode(code), code) : GAP | (isDisguise(code) ? DISGUISE | SIGN : 0),
);

/** Soft hyphen, Greek and Cyrillic letters, invisible characters, the byte order mark, full-width ASCII. */
function isDisguise(code: number): boolean {
  return (
    code === 0xad ||
    (code >= 0x370 && code <= 0x52f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2060 && code <= 0x2064) ||
    code === 0xfeff ||
    (code >= 0xff01 && code <= 0xff5e)
  );
}

function describe(character: string, code: number): number {
  if (/[a-z]/i.test(character)) return LETTER | TOKEN | BASE64 | (code & FOLDED);
  if (/\d/.test(character)) return DIGIT | TOKEN | BASE64 | FOLDED_DIGIT;
  let classes = 0;
  if (/[_-]/.test(character)) classes |= TOKEN | BASE64;
  if (/[+/]/.test(character)) classes |= BASE64;
  if (/[ \t()+/._-]/.test(character)) classes |= GAP;
  if (/[%&\\]/.test(character)) classes |= ESCAPE;
  if (code === 0 || code === 0x1b || character === "[") classes |= DISGUISE;
  if (!/[ ._]/.test(character)) classes |= SIGN;
  return classes;
}

/** Number of different signatures. A signature has three folded codes. */
export const SIGNATURES = 1 << 15;

/** The folded code of a UTF-16 code unit. */
export function foldedCode(code: number): number {
  return (CHARACTERS[code] ?? 0) & FOLDED;
}

/**
 * The signature of the first three characters of the word at `from`, equal for both cases of a letter and for all digits. After the
 * end of the word, it is zero.
 */
export function beginningOf(text: string, from = 0): number {
  let signature = 0;
  let isWord = true;
  for (let at = from; at < from + 3; at += 1) {
    const folded = at < text.length ? foldedCode(text.charCodeAt(at)) : 0;
    isWord &&= folded !== 0;
    signature = (signature << 5) | (isWord ? folded : 0);
  }
  return signature;
}

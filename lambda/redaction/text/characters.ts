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
/** Beyond the signs of Latin-1: a letter of any script, or a sign that a key may contain. */
export const FOREIGN = 1 << 13;

/** The last character before the letters beyond ASCII. */
const LAST_SIGN = 191;
const FOLDED_DIGIT = 27;
const ASCII = 128;

/** Soft hyphen, Greek and Cyrillic letters, invisible characters, the byte order mark, full-width ASCII. */
const DISGUISES: readonly (readonly [first: number, last: number])[] = [
  [0xad, 0xad],
  [0x370, 0x52f],
  [0x200b, 0x200f],
  [0x2060, 0x2064],
  [0xfeff, 0xfeff],
  [0xff01, 0xff5e],
];

/**
 * Classes and folded code of every UTF-16 code unit, so that a lookup needs no comparison. Characters beyond ASCII may
 * be spaces or dashes.
 */
export const CHARACTERS = createTable();

/** Fills ranges, because a call for each code unit would delay the start of the function by milliseconds. */
function createTable(): Uint16Array {
  const table = new Uint16Array(1 << 16).fill(GAP).fill(GAP | FOREIGN, LAST_SIGN + 1);
  for (let code = 0; code < ASCII; code += 1) table[code] = describe(String.fromCharCode(code), code);
  for (const [first, last] of DISGUISES)
    for (let code = first; code <= last; code += 1) table[code] = (table[code] ?? 0) | DISGUISE | SIGN;
  return table;
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
 * The signature of the first three characters of a word, equal for both cases of a letter and for all digits. After the
 * end of the word, it is zero.
 */
export function beginningOf(text: string, from = 0): number {
  return signatureOf(
    foldedCode(text.charCodeAt(from)),
    foldedCode(text.charCodeAt(from + 1)),
    foldedCode(text.charCodeAt(from + 2)),
  );
}

/** The same for the word at a position of codes. */
export function signatureAt(codes: Uint16Array, at: number): number {
  return signatureOf(
    foldedCode(codes[at] ?? 0),
    foldedCode(codes[at + 1] ?? 0),
    foldedCode(codes[at + 2] ?? 0),
  );
}

function signatureOf(first: number, second: number, third: number): number {
  if (first === 0) return 0;
  return (first << 10) | (second << 5) | (second === 0 ? 0 : third);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a pattern's `\w` matches the character. */
export function isWordCharacter(code: number): boolean {
  return ((CHARACTERS[code] ?? 0) & WORD) !== 0 || code === UNDERSCORE;
}
const UNDERSCORE = 95;

/** The code before a position; 0 at the start, where an array of codes has none. */
export function codeBefore(codes: Uint16Array, at: number): number {
  return at > 0 ? (codes[at - 1] ?? 0) : 0;
}

/** A set of ASCII characters: 1 for the code of each. */
export function setOfCodes(characters: string): Uint8Array {
  const set = new Uint8Array(ASCII);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

/*
 * Classes of characters, as bits. A table instead of patterns, because one pass over a text looks up every character.
 */
export const LETTER = 1;
export const DIGIT = 2;
/** Part of a token besides letters and digits: `_` and `-`. */
export const JOINER = 4;
/** May stand between groups of digits in a number. */
export const GAP = 8;
/** May start an escape sequence: `%`, `\` or `&`. */
export const ESCAPE = 16;
/** May disguise a text (disguises.ts): the start of a colour code, an invisible character, a letter that looks Latin. */
export const DISGUISE = 32;
export const WORD = LETTER | DIGIT;

/** Shift of a character's folded code: 1 to 26 for a letter in any case, 27 for a digit, 0 for all others. */
export const FOLDED_SHIFT = 8;
const FOLDED_DIGIT = 27;
const ASCII = 128;

/**
 * Class and folded code of every UTF-16 code unit, so that a lookup needs no comparison. Characters beyond ASCII may be
 * spaces or dashes.
 */
export const CHARACTERS = Uint16Array.from({ length: 1 << 16 }, (_, code) =>
  code < ASCII ? describe(String.fromCharCode(code), code) : GAP | (isDisguise(code) ? DISGUISE : 0),
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
  if (/[a-z]/i.test(character)) return LETTER | ((code & 31) << FOLDED_SHIFT);
  if (/\d/.test(character)) return DIGIT | (FOLDED_DIGIT << FOLDED_SHIFT);
  const joiner = /[_-]/.test(character) ? JOINER : 0;
  const gap = /[ ()+/.-]/.test(character) ? GAP : 0;
  const disguise = code === 0 || code === 0x1b || character === "[" ? DISGUISE : 0;
  return joiner | gap | disguise | (/[%&\\]/.test(character) ? ESCAPE : 0);
}

/** Number of different signatures. A signature has three folded codes. */
export const SIGNATURES = 1 << 15;

/**
 * The signature of the first three characters of a word, equal for both cases of a letter and for all digits. After the
 * end of the word, it is zero.
 */
export function beginningOf(word: string): number {
  let signature = 0;
  let isWord = true;
  for (let at = 0; at < 3; at += 1) {
    const character = at < word.length ? (CHARACTERS[word.charCodeAt(at)] ?? 0) : 0;
    isWord &&= (character & WORD) !== 0;
    signature = (signature << 5) | (isWord ? character >> FOLDED_SHIFT : 0);
  }
  return signature;
}

/** The signature of the last three letters of a word. Digits do not count. */
export function endingOf(word: string): number {
  let signature = 0;
  for (const letter of word.replace(/[^a-z]/gi, ""))
    signature = (signature << 5) | (letter.charCodeAt(0) & 31);
  return signature & (SIGNATURES - 1);
}

import { CHARACTERS, DIGIT, FOLDED, LETTER } from "./characters";
import { entropy } from "./value-heuristics";
import { consistsOfWords } from "./words";

const MIN_LENGTH = 20;
/** The least length of one part without separators. */
const MIN_PART = 12;
/** The same for letters of one case and digits, as in names of containers. */
const MIN_PART_OF_ONE_CASE = 24;
/** Bits per character: random text of 20 characters has about four. */
const MIN_ENTROPY = 3.4;
const HEXADECIMAL = /^[\da-f_-]+$/i;
/** Crockford's base 32, which begins with a time. Source: https://github.com/ulid/spec. */
const ULID = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/i;

/** Characters in their order: an alphabet, or an example. */
const SEQUENCE = /abcdefgh|01234567|12345678/i;

/**
 * Whether a value of letters, digits and separators is random text: it mixes classes of characters, and its letters
 * form no words. Digests, UUIDs and ULIDs are not random text.
 */
export function isOpaque(value: string): boolean {
  if (value.length < MIN_LENGTH || HEXADECIMAL.test(value) || ULID.test(value)) return false;
  if (SEQUENCE.test(value)) return false;
  const parts = value.split(/[^A-Z\d]+/i);
  if (isGroupedCode(value, parts)) return true;
  const letters = parts.some(mixesClasses) && entropy(value) >= MIN_ENTROPY;
  return letters && (!consistsOfWords(value) || changesClasses(value));
}

/**
 * Whether lower case, upper case and digits follow each other as in random text, where it is a matter of chance whether
 * the letters look like words. Names in camel case change two times in a word.
 */
function changesClasses(value: string): boolean {
  let changes = 0;
  let pairs = 0;
  let before = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    const character = CHARACTERS[code] ?? 0;
    const now = (character & DIGIT) !== 0 ? 1 : (character & LETTER) === 0 ? 0 : code < SMALL_A ? 2 : 3;
    if (now !== 0 && before !== 0) {
      pairs += 1;
      if (now !== before) changes += 1;
    }
    before = now;
  }
  return changes >= MIN_CHANGES * pairs;
}
/** Of 62 letters and digits, 0.62 of all pairs change the class; in names in camel case, less than 0.45. */
const MIN_CHANGES = 0.5;

/**
 * Whether the characters of a token between two positions may be opaque: a part is long enough for the classes that it
 * mixes, or there are no small letters, as in a code in groups. False for most names, and for digests and UUIDs.
 */
export function mayBeOpaque(codes: Uint16Array, from: number, to: number): boolean {
  let hasMixedPart = false;
  let hasSmallLetter = false;
  let isHexadecimal = true;
  let start = from;
  let classes = 0;
  for (let at = from; at <= to; at += 1) {
    const code = at < to ? (codes[at] ?? 0) : 0;
    const character = CHARACTERS[code] ?? 0;
    if ((character & LETTER) !== 0) {
      classes |= code < SMALL_A ? CAPITAL : SMALL;
      if ((character & FOLDED) > LAST_HEXADECIMAL) isHexadecimal = false;
    } else if ((character & DIGIT) !== 0) classes |= DIGIT;
    else {
      const least = (classes & LETTERS) === LETTERS ? MIN_PART : MIN_PART_OF_ONE_CASE;
      if ((classes & DIGIT) !== 0 && (classes & LETTERS) !== 0 && at - start >= least) hasMixedPart = true;
      if ((classes & SMALL) !== 0) hasSmallLetter = true;
      start = at + 1;
      classes = 0;
    }
  }
  return !isHexadecimal && (hasMixedPart || !hasSmallLetter);
}
const CAPITAL = 1;
const SMALL = 2;
const LETTERS = CAPITAL | SMALL;
const SMALL_A = 97;
/** The folded code of `f`. */
const LAST_HEXADECIMAL = 6;

/** Whether a value is a code in groups, such as `7H2K9-9QX4P-M3BD7-5TWC2`: at least four groups mix letters and digits. */
function isGroupedCode(value: string, parts: readonly string[]): boolean {
  return /^[A-Z\d-]+$/.test(value) && parts.filter((part) => GROUP.test(part)).length >= MIN_GROUPS;
}
const GROUP = /^(?=.*\d)(?=.*[A-Z])[A-Z\d]{4,10}$/;
const MIN_GROUPS = 4;

function mixesClasses(part: string): boolean {
  if (part.length < MIN_PART || !/[A-Z]/i.test(part)) return false;
  const digits = part.replace(/\D/g, "").length;
  if (/[a-z]/.test(part) && /[A-Z]/.test(part)) return digits > 0;
  return part.length >= MIN_PART_OF_ONE_CASE && digits >= 4 && !HEXADECIMAL.test(part) && !ULID.test(part);
}

import { CHARACTERS, DIGIT, LETTER } from "./characters";
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
  if (value.length < MIN_LENGTH || !mayBeOpaque(value) || HEXADECIMAL.test(value) || ULID.test(value))
    return false;
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

/** False for most values that are not opaque: a part is too short, or of one class, and the whole is no grouped code. */
function mayBeOpaque(value: string): boolean {
  let groups = 0;
  let hasLower = false;
  let start = 0;
  let digits = 0;
  let upper = 0;
  for (let at = 0; at <= value.length; at += 1) {
    const code = at < value.length ? value.charCodeAt(at) : 0;
    const character = CHARACTERS[code] ?? 0;
    if ((character & DIGIT) !== 0) digits += 1;
    else if ((character & LETTER) !== 0) upper += code < SMALL_A ? 1 : 0;
    else {
      const length = at - start;
      const lower = length - digits - upper;
      if (length >= MIN_PART && digits > 0) {
        if (lower > 0 && upper > 0) return true;
        if (length >= MIN_PART_OF_ONE_CASE && lower + upper > 0) return true;
      }
      if (lower > 0) hasLower = true;
      if (digits > 0 && upper > 0) groups += 1;
      start = at + 1;
      digits = 0;
      upper = 0;
    }
  }
  return !hasLower && groups >= MIN_GROUPS;
}
const SMALL_A = 97;

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

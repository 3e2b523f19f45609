import { CHARACTERS, DIGIT, LETTER } from "./characters";
import { entropy } from "./value-heuristics";

/**
 * Pairs of letters that are frequent in English. More than nine tenths of the pairs in words are among them, and less
 * than a third of all pairs.
 */
const FREQUENT_PAIRS =
  "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne " +
  "ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa " +
  "ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp " +
  "fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da " +
  "yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib " +
  "tl ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr cc tw ft hu nn vo rv nf gn sm fl iz ok aw ju sy ps jo lf nk kn ks";

const IS_FREQUENT = new Uint8Array(1 << 10);
for (const pair of FREQUENT_PAIRS.split(" "))
  IS_FREQUENT[((pair.charCodeAt(0) & 31) << 5) | (pair.charCodeAt(1) & 31)] = 1;

/** The share of frequent pairs in words is above it, and in random letters below it. */
const WORDS_SHARE = 0.6;
/** With fewer pairs in relation to the length, the share says nothing. */
const MIN_PAIRS = 0.5;

/** Whether the letters of a value form words, as in a name in camel case. */
export function consistsOfWords(value: string): boolean {
  let pairs = 0;
  let frequent = 0;
  let before = 0;
  for (let at = 0; at < value.length; at += 1) {
    const letter = letterAt(value, at);
    if (letter !== 0 && before !== 0) {
      pairs += 1;
      frequent += IS_FREQUENT[(before << 5) | letter] ?? 0;
    }
    before = letter;
  }
  return pairs > 0 && pairs >= MIN_PAIRS * value.length && frequent >= WORDS_SHARE * pairs;
}

function letterAt(value: string, at: number): number {
  const code = value.charCodeAt(at) | 32;
  return code >= 97 && code <= 122 ? code & 31 : 0;
}

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
  return parts.some(mixesClasses) && !consistsOfWords(value) && entropy(value) >= MIN_ENTROPY;
}

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

import { codeBefore, isDigit, isWordCharacter, setOfCodes } from "../text/characters";
import { type Detector, type DetectedSecret } from "./detector";

/** Separators between the groups of a phone number, up to two, and an optional extension. */
const GAP = String.raw`[ .()/\u00A0\u2010-\u2013-]`;
const EXTENSION = String.raw`(?: ?(?:[x#]|ext\.?|extension) ?\d{1,6})?`;

/** Country codes of E.164, by prefix. Source: ITU-T E.164, annex “List of assigned country codes”. */
const COUNTRY =
  /^(?:1|7|2[07]|2[1-689]\d|3[0-469]|3[578]\d|4[013-9]|42\d|5[1-8]|5[09]\d|6[0-6]|6[789]\d|8[1246]|8[05789]\d|9[0-58]|9[679]\d)/;

const DATE = /^(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2})(?!\d)/;

/** Formats of national numbers, which have no country code: the grouping of each numbering plan. */
const NATIONAL: readonly RegExp[] = [
  // North America: 3-3-4, with dashes, dots or a bracketed area code. Source: NANPA, “About the NANP”.
  /^(?:\+?0{0,2}1[-. ])?\(?[2-9]\d\d\)?[-.]\d{3}[-.]\d{4}(?:x\d{1,6})?$/,
  /^(?:\+?0{0,2}1[-. ]?)?\([2-9]\d\d\) ?[2-9]?\d{2,3}[-. ]\d{4}$/,
  // With spaces only, it could be an HTTP status and two counts.
  /^(?:1[-. ])?(?![2-5][012]\d )[2-9]\d\d [2-9]\d\d[- ]\d{4}$/,
  /^0{2}1-\d{3}-\d{3}-\d{4}$/,
  // A trunk 0 with the area code, then one to three groups: Germany, Austria, United Kingdom, Italy, Japan, Australia…
  /^\(0\d{1,4}\) ?\d{2,8}(?:[ -]\d{2,6}){0,2}$/,
  /^0[1-9]\d{1,3}[/-]\d{4,8}(?:-\d{1,4})?$/,
  /^0[1-9]\d{0,3} \d{3,4} \d{3,6}$/,
  // At most five digits: six and six are a date and a time.
  /^0[1-9]\d{2,3} \d{6,7}$/,
  /^0[1-9]\d? \d{3} \d\d \d\d$/,
  /^0[1-9]\d{0,2}-\d{3,4}-\d{4}$/,
  /^0[1-9]-\d{8}$/,
  /^0[1-9]\d\d-\d{3}-\d{3}$/,
  // Russia, with the trunk prefix 8.
  /^8 ?\(\d{3}\) ?\d{3}-\d\d-\d\d$/,
  // Mobile numbers of China, Korea and India in their usual grouping; Brazil with a bracketed area code.
  /^1[3-9]\d[- ]\d{4}[- ]\d{4}$/,
  /^\(\d{2,3}\) ?9?\d{4}-\d{4}$/,
];

/** France and Belgium: exactly five pairs, because bytes are also printed in pairs. */
const PAIRS = /^0[1-9](?:[ .-]\d\d){4}$/;

/** Start of a number: a country code, a bracketed area code, a trunk 0, or the grouping of North America. */
const BEGINS = String.raw`\+ ?\(?\d|0[\d ]|\(\+?\d{2,5}\)|\d{3}[-. \u2010-\u2013]\d{3,4}[-. \u2010-\u2013]\d{4}|1[-. ]?\(?\d{3}\b|8 ?\(\d{3}\)|\d{10} ?[xe#]`;
/** A run of digits in groups. */
const RUN = new RegExp(
  String.raw`(?:\+|00)? ?\(?\d(?:${GAP}{0,2}\d){6,16}${EXTENSION}(?![\w@]|[.:,/-]\d)`,
  "iy",
);

const BEGINNING = new RegExp(String.raw`(?<![\w+]|\bm=)(?<!\d[.,:/-]|[a-z]-|\d{6} )(?=${BEGINS})`, "y");

export const phone: Detector = {
  name: "phone number",
  kind: "phone",
  description:
    "numbers with a country code (`+44 20 …`), and national numbers in the usual grouping of their country, also with an extension",
  source: "ITU-T E.164 and E.123; national groupings: phone-number.ts",
  anchor: { at: "number", digits: 7, firstGroup: [1, 16], mayMatch: mayBegin },
  patterns: [BEGINNING, RUN],
  read: findPhone,
  examples: [
    ["called +1 (555) 234-5678 twice", "called [redacted:phone] twice"],
    ["fax +49 30 1234567, 17 pages", "fax [redacted:phone], 17 pages"],
    ["tel:+442079460958", "tel:[redacted:phone]"],
    ["at 555-234-5678 ext. 12", "at [redacted:phone]"],
    ["(020) 7946 0958", "[redacted:phone]"],
    ["01 23 45 67 89", "[redacted:phone]"],
    ["030/1234567", "[redacted:phone]"],
    ["07700 900123", "[redacted:phone]"],
    ["reach her at 0151 23456789 (mobile)", "reach her at [redacted:phone] (mobile)"],
    ["2026-01-01 10:20:30 took 1234567 us, 01-02-2026 12:30"],
    ["order 5552345678, SKU 555-2345, EAN 4006381333931"],
    ["+0000 -1234567 +12, 12:30:45.123 +0000 UTC m=+3.502584750"],
    ["081111 011254 17716 INFO dfs.DataNode"],
    ["081109 203615 148 INFO dfs.DataNode"],
    ["1.2.3.4567 blk_-1608999687919862906"],
    ["7f45 4c46 0201 0100 0000 0000"],
    ["c2 b0 8a 9f 5c 02 66 14 49 77 1d 83 34"],
    ["200 345 1234 and 0x00 01 02 03 04 05 06 07"],
  ],
};

/** Starts at the `+` or the bracket before the first group of digits. */
function findPhone(text: string, at: number): DetectedSecret | undefined {
  let from = at;
  while (from > 0 && at - from < MAX_BEFORE && "+( ".includes(text.charAt(from - 1))) from -= 1;
  while (text.charAt(from) === " ") from += 1;
  BEGINNING.lastIndex = from;
  if (!BEGINNING.test(text)) return undefined;
  RUN.lastIndex = from;
  const run = RUN.exec(text)?.[0];
  if (run === undefined) return undefined;
  const pairs = PAIRS.test(run) && !isAmongBytes(text, from, from + run.length);
  if (pairs) return { kind: "phone", from, to: from + run.length };
  // Bytes are printed in pairs or fours, and never contain a phone number.
  if (BYTES.test(run) || (FOURS.test(run) && HEX_BEFORE.test(text.slice(Math.max(0, from - 5), from))))
    return undefined;
  const behind = text.slice(from + run.length, from + run.length + MAX_WORD_BEHIND);
  if (WORD_BEHIND.test(behind) && !DATE.test(run)) return { kind: "phone", from, to: from + run.length };
  let rest = run;
  for (let times = 0; times <= MAX_SHORTER; times += 1) {
    if (isPhone(rest)) return { kind: "phone", from, to: from + rest.length };
    const cut = rest.lastIndexOf(" ");
    // Only a space can separate a number from the following text.
    if (cut < MIN_LENGTH) return undefined;
    rest = rest.slice(0, cut);
  }
  return undefined;
}

/** Whether pairs of digits are bytes in hexadecimal digits: another byte is beside them. */
function isAmongBytes(text: string, from: number, to: number): boolean {
  return (
    BYTE_BEFORE.test(text.slice(Math.max(0, from - 4), from)) || BYTE_BEHIND.test(text.slice(to, to + 4))
  );
}
const BYTE_BEFORE = /(?:\d[ .-]|\b\d[a-f] )$/i;
const BYTE_BEHIND = /^ (?:\d[a-f]|[a-f]\d)\b/i;

/**
 * Whether a number may begin at a group of digits: behind a `+` or a bracket, or with a group as `BEGINS` allows, and not
 * within a word or another number. This saves the patterns for most numbers of a log.
 */
function mayBegin(codes: Uint16Array, at: number): boolean {
  const before = codeBefore(codes, at);
  if (before === PLUS || before === OPENING || (before === SPACE && isOpened(codes, at))) return true;
  if (isWordCharacter(before)) return false;
  if (IN_NUMBER[before] === 1 && at > 1 && isDigit(codes[at - 2] ?? 0)) return false;
  let end = at + 1;
  while (isDigit(codes[end] ?? 0)) end += 1;
  const first = codes[at];
  const next = codes[end] ?? 0;
  switch (end - at) {
    case 1:
      if (first === ZERO) return next === SPACE;
      return (first === ONE && BEHIND_ONE[next] === 1) || (first === EIGHT && BEHIND_EIGHT[next] === 1);
    case 3:
      return first === ZERO || isInThreeGroups(codes, end);
    case 4:
      return first === ZERO || first === ONE;
    case 10:
      return first === ZERO || BEFORE_EXTENSION[next === SPACE ? (codes[end + 1] ?? 0) : next] === 1;
    default:
      return first === ZERO;
  }
}

/** Whether a separator, three or four digits, another separator and a digit follow a group. */
function isInThreeGroups(codes: Uint16Array, end: number): boolean {
  if (!isBetweenGroups(codes[end] ?? 0)) return false;
  let next = end + 1;
  while (next - end <= 4 && isDigit(codes[next] ?? 0)) next += 1;
  return next - end >= 4 && isBetweenGroups(codes[next] ?? 0) && isDigit(codes[next + 1] ?? 0);
}

function isBetweenGroups(code: number): boolean {
  return BETWEEN_GROUPS[code] === 1 || code > ASCII;
}

/** Whether a `+` or a bracket stands before the spaces before `at`. */
function isOpened(codes: Uint16Array, at: number): boolean {
  for (let from = at - 1; from > 0 && at - from < MAX_BEFORE; from -= 1) {
    const before = codes[from - 1];
    if (before === PLUS || before === OPENING) return true;
    if (before !== SPACE) return false;
  }
  return false;
}
const PLUS = 43;
const OPENING = 40;
const SPACE = 32;
const ASCII = 127;
const ZERO = 48;
const ONE = 49;
const EIGHT = 56;
const IN_NUMBER = setOfCodes(".,:/-");
const BETWEEN_GROUPS = setOfCodes("-. ");
const BEHIND_ONE = setOfCodes("-. (");
const BEHIND_EIGHT = setOfCodes(" (");
const BEFORE_EXTENSION = setOfCodes("xe#");

/** A word behind a number that says what it is: `0151 23456789 (mobile)`. */
const WORD_BEHIND = /^ ?[([]?(?:mobile|cell|phone|landline|fax|whatsapp)\b/i;
const MAX_WORD_BEHIND = 16;
/** Maximum characters of a number before its first digit. */
const MAX_BEFORE = 3;
/** Maximum number of groups after a number that may belong to the following text. */
const MAX_SHORTER = 3;
const MIN_LENGTH = 8;
const BYTES = /^\d\d(?: \d\d)+$/;
const FOURS = /^\d{4}(?: \d{4})+/;
const HEX_BEFORE = /^(?=[\da-f]*\d)[\da-f]{4} $/;
const ANY_NATIONAL = new RegExp(NATIONAL.map(({ source }) => source).join("|"));
const EXTENDED = /^(.*?\d) ?(?:x|ext\.?|extension|#) ?\d{1,6}$/i;

function isPhone(written: string): boolean {
  const number = EXTENDED.exec(written)?.[1] ?? written;
  if (number.startsWith("+")) return isInternational(number);
  if (DATE.test(number)) return false;
  if (/^0(?:0|11) ?[1-9]\d{0,2}[ ()/-]/.test(number))
    return isInternational(number.replace(/^0(?:0|11)/, ""));
  if (ANY_NATIONAL.test(number.replace(/[\u2010-\u2013]/g, "-").replaceAll("\u00A0", " "))) return true;
  // With an extension, this many digits are a phone number in any grouping.
  return number !== written && /^(?:\D{0,2}\d){10,13}$/.test(number);
}

function isInternational(number: string): boolean {
  const digits = number.replace(/\D/g, "");
  return digits.length >= 8 && digits.length <= 15 && COUNTRY.test(digits);
}

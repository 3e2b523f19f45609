import { passesLuhn } from "./checksums";
import { type Detector, type DetectedSecret, readPattern } from "./detector";

/**
 * Prefixes and lengths of card numbers. Source: the brands' published ranges within ISO/IEC 7812-1. Visa's 13 digits
 * are omitted: none has been issued for decades, and half of the bar codes in this application (EAN-13) would match.
 */
const BRANDS: readonly {
  readonly brand: string;
  readonly begins: RegExp;
  readonly digits: readonly number[];
}[] = [
  { brand: "Visa", begins: /^4/, digits: [16, 19] },
  { brand: "Mastercard", begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, digits: [16] },
  { brand: "American Express", begins: /^3[47]/, digits: [15] },
  { brand: "Discover", begins: /^6(?:011|4[4-9]|5)/, digits: [16, 19] },
  { brand: "Diners Club", begins: /^3(?:0[0-5]|09|[689])/, digits: [14, 16] },
  { brand: "JCB", begins: /^35(?:2[89]|[3-8])/, digits: [16, 19] },
  { brand: "UnionPay", begins: /^(?:62|81)/, digits: [16, 17, 18, 19] },
  { brand: "Maestro", begins: /^(?:50\d{2}|5[678]\d\d|6759|676[1-3])/, digits: [16] },
];

const MIN_DIGITS = Math.min(...BRANDS.flatMap(({ digits }) => digits));

/** @param digits only digits */
export function isCardNumber(digits: string): boolean {
  return (
    BRANDS.some((row) => row.digits.includes(digits.length) && row.begins.test(digits)) && passesLuhn(digits)
  );
}

export const card: Detector = {
  name: "card number",
  kind: "card",
  description:
    "14 to 19 digits with the prefix of a known brand and a valid Luhn check digit, with or without separators",
  source: "ISO/IEC 7812-1; lengths and prefixes: card-number.ts",
  anchor: { at: "number", digits: MIN_DIGITS, firstGroup: [4, 19], mayMatch: beginsLikeBrand },
  ...readPattern(
    /(?:(?<!\d\.?|[A-Z_]-?)|(?<=(?:card|pan|visa|amex)[_-]?))\d{4}(?:[\s._\u2010-\u2013-]?\d){10,15}(?!\.?\d|[A-Z]|_(?!\D))/iy,
    findCardNumber,
  ),
  examples: [
    ["payment with 4111 1111 1111 1111 was declined", "payment with [redacted:card] was declined"],
    ["4111-1111-1111-1111 123, 12/30", "[redacted:card] [redacted:card], 12/30"],
    ["4111111111111111|12/30|123 declined", "[redacted:card]|12/30|[redacted:card] declined"],
    ["4111111111111111 exp 12/30 at 123 Main Street", "[redacted:card] exp 12/30 at 123 Main Street"],
    ["pay 2 1234 4111 1111 1111 1111", "pay 2 1234 [redacted:card]"],
    ["card_4111_1111_1111_1111", "card_[redacted:card]"],
    ["378282246310005", "[redacted:card]"],
    ["EAN 4006381333931, ratio 0.4111111111111111, order 4111111111111112, 411111111111111111111"],
    ["card_4111111111111111_declined", "card_[redacted:card]_declined"],
    ["blk_4111111111111111 req-4111111111111111, [pid 7:tid 378282246310005]"],
  ],
};

/** The first two digits of the brands, which most numbers of a log do not have: years, times and counters. */
const FIRST_DIGITS = new Set(
  "22 23 24 25 26 27 30 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 60 62 64 65 67 81"
    .split(" ")
    .map(Number),
);

function beginsLikeBrand(codes: Uint16Array, at: number): boolean {
  return FIRST_DIGITS.has(10 * ((codes[at] ?? 0) - ZERO) + (codes[at + 1] ?? 0) - ZERO);
}
const ZERO = 48;

/** Behind a port, an IPv4 address has as many digits as a card. */
const ADDRESS = /\d\.\d{1,3}\.\d{1,3}\.\d/;

/** The name of a process or a thread, whose number on Linux has 15 digits. */
const THREAD = /\b(?:pid|tid|thread)[ =:#-]$/i;

/** Ids of 64 bits have up to 19 digits; hardly any card of these brands has more than 16. */
const LONG_ID = /^[345]\d{16,}$/;
const CARD = /card|\bpan\b|visa|maestro|pay/i;
const MAX_CONTEXT = 40;

/**
 * The longest card number at the start of a run of digits and separators, with the security code beside its date of
 * expiry; more groups of digits may follow.
 */
function findCardNumber(match: RegExpExecArray): readonly DetectedSecret[] | undefined {
  const [run] = match;
  if (!BRANDS.some(({ begins }) => begins.test(run)) || ADDRESS.test(run)) return undefined;
  const before = match.input.slice(Math.max(0, match.index - MAX_CONTEXT), match.index);
  if (THREAD.test(before)) return undefined;
  if (LONG_ID.test(run) && !CARD.test(before)) return undefined;
  let digits = "";
  let end = 0;
  for (let at = 0; at < run.length; at += 1) {
    if (!isDigit(run[at])) continue;
    digits += run.charAt(at);
    if (digits.length >= MIN_DIGITS && !isDigit(run[at + 1]) && isCardNumber(digits)) end = at + 1;
  }
  if (end === 0) return undefined;
  const number: DetectedSecret = { kind: "card", from: match.index, to: match.index + end };
  const code = securityCodeBehind(match.input, number.to);
  return code ? [number, code] : [number];
}

/** The security code of a card behind its number, before or behind the date of expiry: `|12/30|123`, ` 123 12/30`. */
function securityCodeBehind(text: string, from: number): DetectedSecret | undefined {
  TO_CODE.lastIndex = from;
  const start = from + (TO_CODE.exec(text)?.[0].length ?? 0);
  CODE.lastIndex = start;
  const code = start === from ? undefined : CODE.exec(text)?.[0];
  return code === undefined ? undefined : { kind: "card", from: start, to: start + code.length };
}
const GAP = "[ |,;:]{1,3}";
const EXPIRY = String.raw`(?:exp\w{0,8}[.:= ]{1,3})?(?:0[1-9]|1[0-2])[/|-](?:20)?[2-4]\d`;
const NAME = "(?:cvv2?|cvc2?|code)";
/** What stands between a number and its code: the date of expiry, or only a gap if the date follows the code. */
const TO_CODE = new RegExp(
  `${GAP}(?:${EXPIRY}${GAP}(?:${NAME}[: =]{1,3})?|${NAME}[: =]{1,3}|(?=\\d{3,4}${GAP}${EXPIRY}(?!\\d)))`,
  "iy",
);
const CODE = /\d{3,4}(?![\w/-]|[.:]\d)/y;

function isDigit(character = ""): boolean {
  return character >= "0" && character <= "9";
}

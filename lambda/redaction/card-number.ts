import type { Finding } from "./detector";

/**
 * How card numbers begin and how long they are. Source: the brands' published ranges within ISO/IEC 7812-1.
 * Visa's 13 digits are left out: none has been issued for decades, and every second bar code here (EAN-13) would do.
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
];

/** @param digits nothing but digits */
export function isCardNumber(digits: string): boolean {
  return (
    BRANDS.some((row) => row.digits.includes(digits.length) && row.begins.test(digits)) && passesLuhn(digits)
  );
}

/** The longest card number that a run of digits and separators begins with; other groups of digits may follow. */
export function findCardNumber(match: RegExpExecArray): Finding | undefined {
  const run = match[0];
  const digits = run.replace(/\D/g, "");
  let count = digits.length;
  for (let end = run.length; end > 0; end -= 1) {
    if (!isDigit(run[end - 1])) continue;
    if (!isDigit(run[end]) && isCardNumber(digits.slice(0, count))) {
      return { class: "card", from: match.index, to: match.index + end };
    }
    count -= 1;
  }
  return undefined;
}

/** Source: ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function isDigit(character = ""): boolean {
  return character >= "0" && character <= "9";
}

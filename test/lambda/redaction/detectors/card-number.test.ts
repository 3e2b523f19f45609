import { card, isCardNumber } from "../../../../lambda/redaction/detectors/card-number";
import { passesLuhn } from "../../../../lambda/redaction/detectors/checksums";
import { createRedactor } from "../../../../lambda/redaction/redactor";

const { redactText } = createRedactor();
const LENGTHS = [14, 15, 16, 17, 18, 19];
const PREFIXES = Array.from({ length: 10_000 }, (_, prefix) => String(prefix).padStart(4, "0"));

/** A number with these first digits and a valid check digit. */
function numberOf(prefix: string, length: number): string {
  const digits = prefix.padEnd(length - 1, "0");
  const check = Array.from("0123456789").find((digit) => passesLuhn(digits + digit)) ?? "";
  return digits + check;
}

function mayMatch(number: string): boolean {
  const codes = Uint16Array.from(number, (digit) => digit.charCodeAt(0));
  return card.anchor.mayMatch?.(codes, 0, codes.length) ?? true;
}

test("the first digits before which a number is not read are those of no brand", () => {
  const missed = PREFIXES.flatMap((prefix) => LENGTHS.map((length) => numberOf(prefix, length))).filter(
    (number) => isCardNumber(number) && !mayMatch(number),
  );
  expect(missed).toEqual([]);
});

test("each pair of first digits at which a number is read belongs to a brand", () => {
  const pairs = (accepts: (prefix: string) => boolean) => [
    ...new Set(PREFIXES.filter(accepts).map((prefix) => prefix.slice(0, 2))),
  ];
  expect(pairs(mayMatch)).toEqual(
    pairs((prefix) => LENGTHS.some((length) => isCardNumber(numberOf(prefix, length)))),
  );
});

test.each([
  ["|12/30|123", "|12/30|[redacted:card]"],
  [" exp 12/30, cvv 123", " exp 12/30, cvv [redacted:card]"],
  [" 1234 12/2030", " [redacted:card] 12/2030"],
])("the security code in %j behind a number is redacted", (written, redacted) => {
  expect(redactText(`${numberOf("4000", 16)}${written}`).text).toBe(`[redacted:card]${redacted}`);
});

test.each([" took 123 ms", " exp 12/30 in 123 days", " 123 times, 17/30"])(
  "the number in %j behind a card is no security code",
  (written) => {
    expect(redactText(`${numberOf("4000", 16)}${written}`).text).toBe(`[redacted:card]${written}`);
  },
);

test.each(["order ", "order_id=", 'invoice "', "message id "])(
  "a number in the format of a card is one behind %j, too",
  (noun) => {
    expect(redactText(`${noun}${numberOf("4000", 16)}`).text).toBe(`${noun}[redacted:card]`);
  },
);

test("of 17 and more digits that may be an id, only those behind a word for a card are one", () => {
  const long = numberOf("4000", 19);
  expect(redactText(`vnode ${long}, card ${long}`).text).toBe(`vnode ${long}, card [redacted:card]`);
});

import {
  passesLuhn,
  passesMod97,
  passesVerhoeff,
  weighted,
} from "../../../../lambda/redaction/detectors/checksums";

/** A number, and the same one with each digit replaced in turn. */
function withWrongDigits(number: string): string[] {
  return Array.from(number, (digit, index) => {
    const wrong = String((Number(digit) + 1) % 10);
    return `${number.slice(0, index)}${wrong}${number.slice(index + 1)}`;
  });
}

test.each(["79927398713", "4111111111111111", "378282246310005"])(
  "Luhn's algorithm accepts %s, and no number with one other digit",
  (number) => {
    expect(passesLuhn(number)).toBe(true);
    expect(withWrongDigits(number).filter(passesLuhn)).toEqual([]);
  },
);

test.each(["DE89370400440532013000", "GB82WEST12345698765432"])("MOD 97-10 accepts %s", (iban) => {
  expect(passesMod97(iban)).toBe(true);
});

test.each(["DE89370400440532013001", "DE98370400440532013000", "GB82WEST12345698765423"])(
  "MOD 97-10 rejects %s",
  (iban) => {
    expect(passesMod97(iban)).toBe(false);
  },
);

test.each(["2363", "234123412346"])("Verhoeff's algorithm accepts %s, and no other digit in it", (number) => {
  expect(passesVerhoeff(number)).toBe(true);
  expect(withWrongDigits(number).filter(passesVerhoeff)).toEqual([]);
});

test("Verhoeff's algorithm rejects two digits that are swapped", () => {
  const number = "234123412346";
  const swapped = Array.from(
    number,
    (_, at) => number.slice(0, at) + (number[at + 1] ?? "") + (number[at] ?? "") + number.slice(at + 2),
  );
  expect(swapped.slice(0, -1).filter(passesVerhoeff)).toEqual([]);
});

test("a weighted sum multiplies each digit by its weight, and missing digits count as 0", () => {
  expect(weighted("123", [1, 10, 100])).toBe(321);
  expect(weighted("12", [1, 10, 100])).toBe(21);
});

import fc from "fast-check";
import { createRedactor } from "../../../../lambda/redaction";
import { isGroupOfUuid, UUID } from "../../../../lambda/redaction/text/uuid";

const { redactText } = createRedactor();
const digits = (length: number) =>
  fc.stringMatching(new RegExp(String.raw`^\d{${length}}$`)).map((text) => text.slice(0, length));
const uuid = fc
  .tuple(digits(8), digits(4), digits(4), digits(4), digits(12))
  .map((groups) => groups.join("-"));
const CARD_IN_FRONT = ["41111111-1111", "1111-8702-865046959635"].join("-");
const CARD_AT_THE_END = ["45381f58-2715-4491-4111", "111111111111"].join("-");

test.each([
  ["a card number in front", CARD_IN_FRONT],
  ["a card number at the end", CARD_AT_THE_END],
  ["the number of an identity card in the middle", ["e6c6a32d-2341", "2341-2346-c55ef87615f2"].join("-")],
  ["an IBAN at the end", ["a6f6bcb8-09ff-4c1d-9690", "be93dc6a118f"].join("-")],
  ["an IBAN in the last two groups", ["5d1ca596-efa3-496f", "be12-b1e0d96003d6"].join("-")],
])("a UUID that looks like %s stays, with and without a prefix", (_, id) => {
  for (const text of [id, `secret-${id}`, `order_${id}`, `order-${id} done`, `GET /orders/${id}?page=1`])
    expect(redactText(text).text).toBe(text);
});

test("no UUID of digits alone is changed in a sentence", () => {
  fc.assert(
    fc.property(uuid, (id) => {
      const text = `request ${id} failed`;
      expect(redactText(text).text).toBe(text);
    }),
  );
});

test("a card number beside a UUID is redacted", () => {
  const card = ["4111", "1111", "1111", "1111"].join("-");
  expect(redactText(`${CARD_IN_FRONT} ${card}`).text).toBe(`${CARD_IN_FRONT} [redacted:card]`);
});

describe("a group of a UUID", () => {
  const id = "123e4567-e89b-12d3-a456-42661417400f";
  const groups = [0, 9, 14, 19, 24];
  const positions = (text: string) => groups.filter((at) => isGroupOfUuid(`>${text}<`, at + 1));

  test("starts at its first digit, in lower and upper case, also without a text around it", () => {
    expect(positions(id)).toEqual(groups);
    expect(positions(id.toUpperCase())).toEqual(groups);
    expect(groups.filter((at) => isGroupOfUuid(id, at))).toEqual(groups);
    expect(Array.from(id).filter((_, at) => isGroupOfUuid(id, at))).toHaveLength(groups.length);
  });

  test("is none if any character of the UUID is another", () => {
    for (const other of ["g", "G", "@", "`", "/", ":"])
      for (let at = 0; at < id.length; at += 1)
        expect(positions(id.slice(0, at) + other + id.slice(at + 1))).toEqual([]);
  });

  test("is none if a digit stands directly before or behind the UUID", () => {
    for (const digit of ["0", "9", "a", "f", "A", "F"]) {
      expect(positions(`${digit}${id}`.slice(0, 37)).length + positions(`${id}${digit}`).length).toBe(0);
      expect(groups.filter((at) => isGroupOfUuid(`${digit}${id}`, at + 1))).toEqual([]);
    }
  });
});

test("a value is a UUID in lower and upper case, also in braces", () => {
  const id = "123e4567-e89b-12d3-a456-42661417400f";
  for (const value of [id, id.toUpperCase(), `{${id}}`]) expect(value).toMatch(UUID);
  for (const value of [`x${id}`, `${id}x`, id.slice(1)]) expect(value).not.toMatch(UUID);
});

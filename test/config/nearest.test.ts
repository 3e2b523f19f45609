import fc from "fast-check";
import { RETENTION_DAYS } from "../../catalog";
import { nearest, nearestNumber, nearestWord } from "../../config/nearest";

test.each([
  ["a word with two letters swapped", ["domain", "external", "none"], "domian", "domain"],
  ["a word in another case", ["INFO", "ERROR"], "Error", "ERROR"],
  [
    "a truncated word, although another word has its length",
    ["development", "staging", "production", "local"],
    "prod",
    "production",
  ],
])("%s", (_, words, input, found) => {
  expect(nearestWord(words, input)).toBe(found);
});

test("an empty list of words has no nearest word", () => {
  expect(nearestWord([], "anything")).toBeUndefined();
});

test("no other retention is nearer than the nearest", () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 5_000 }), (input) => {
      const found = nearestNumber(RETENTION_DAYS, input) ?? NaN;

      const distances = RETENTION_DAYS.map((days) => Math.abs(days - input));
      expect(Math.abs(found - input)).toBe(Math.min(...distances));
    }),
  );
});

test.each(["", " ", "many", null, undefined, NaN, {}, []])("no number is nearest to %p", (input) => {
  expect(nearest({ type: "integer", minimum: 1, maximum: 9 }, input)).toBeUndefined();
});

import fc from "fast-check";
import { truncateWithNote, truncate } from "../../../../lambda/delivery/sinks/text";

test.each([
  ["a short text stays unchanged", "stock", 5, "stock"],
  ["a long text is truncated", "stocks", 5, "stock"],
  ["an emoji is not split", "ab💥", 3, "ab"],
  ["an emoji that ends at the limit is kept", "ab💥c", 4, "ab💥"],
])("truncate: %s", (_, text, maxChars, expected) => {
  expect(truncate(text, maxChars)).toBe(expected);
});

test("a truncated text ends with the number of missing characters", () => {
  expect(truncateWithNote("x".repeat(1_000), 100)).toBe(`${"x".repeat(71)}… [929 characters truncated]`);
});

test("a text shorter than the truncation note stays unchanged", () => {
  expect(truncateWithNote("twelve chars", 5)).toBe("twelve chars");
});

test("a truncated text is within the limit, counts the missing characters, and splits no surrogate pair", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
      fc.integer({ min: 40, max: 200 }),
      (text, max) => {
        const shortened = truncateWithNote(text, max);
        const [, kept, missing] =
          /^(?<kept>.*)… \[(?<missing>\d+) characters truncated\]$/s.exec(shortened) ?? [];
        expect(shortened.length).toBeLessThanOrEqual(max);
        expect((kept ?? shortened).length + Number(missing ?? 0)).toBe(text.length);
        expect(encodeURIComponent(shortened)).toBeDefined();
      },
    ),
  );
});

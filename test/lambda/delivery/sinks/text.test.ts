import fc from "fast-check";
import { truncateWithNote, truncate } from "../../../../lambda/delivery/sinks/text";

test.each([
  ["what is short enough stays", "stock", 5, "stock"],
  ["what is too long ends early", "stocks", 5, "stock"],
  ["an emoji is kept whole or not at all", "ab💥", 3, "ab"],
  ["an emoji that ends at the limit is kept", "ab💥c", 4, "ab💥"],
])("truncate: %s", (_, text, maxChars, expected) => {
  expect(truncate(text, maxChars)).toBe(expected);
});

test("a text that is cut says how many characters are missing", () => {
  expect(truncateWithNote("x".repeat(1_000), 100)).toBe(`${"x".repeat(71)}… [929 characters truncated]`);
});

test("a text that is shorter than the note about it stays", () => {
  expect(truncateWithNote("twelve chars", 5)).toBe("twelve chars");
});

test("a cut text is never longer than asked, adds up to what it was, and never ends in half a character", () => {
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

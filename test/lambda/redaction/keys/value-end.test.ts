import type { SensitiveKey } from "../../../../lambda/redaction/keys/sensitive-keys";
import { endOfBare, endOfQuoted } from "../../../../lambda/redaction/keys/value-end";
import { createTextScan } from "../../../../lambda/redaction/text/text-scan";

const KEY: SensitiveKey = { kind: "password", extent: "word", matchesNumbers: true };

/** The unquoted value at the start of a text. */
function bare(text: string, key: Partial<SensitiveKey> = {}, quotedKey = false): string {
  return text.slice(0, endOfBare(createTextScan(), text, 0, { ...KEY, ...key }, quotedKey));
}

/** The value after an opening quote. */
function quoted(text: string, opening: string): string {
  return text.slice(0, endOfQuoted(text, 0, opening));
}

describe("a quoted value", () => {
  test.each([
    ["its closing quote", `made up", next`, '"', "made up"],
    ["a quote after an escaped one", String.raw`a\"b" next`, '"', String.raw`a\"b`],
    ["a quote after an escaped backslash", String.raw`a\\" next "`, '"', String.raw`a\\`],
    ["the quote of its kind", `a"b' next`, "'", 'a"b'],
    ["the end of a truncated text", "cut sho", '"', "cut sho"],
    ["an escaped quote, if the opening one is escaped", String.raw`made-up\",\"n`, String.raw`\"`, "made-up"],
    [
      "no quote that is escaped more often than the opening one",
      String.raw`a\\\"b\" n`,
      String.raw`\"`,
      String.raw`a\\\"b`,
    ],
    ["a plain quote, if the opening one is escaped", 'made-up" next', String.raw`\"`, "made-up"],
  ])("ends at %s", (_, text, opening, value) => {
    expect(quoted(text, opening)).toBe(value);
  });
});

describe("an unquoted value without a secret", () => {
  test.each(["null", "None, ", "nil", "undefined", "true}", "FALSE", ": second colon"])(
    "%s is empty",
    (text) => {
      expect(bare(text)).toBe("");
    },
  );

  test.each(["nullable", "true-north", "none_of_it"])("%s is a value", (text) => {
    expect(bare(text)).toBe(text);
  });

  test("is a count under a plural key", () => {
    expect(bare("17, next", { matchesNumbers: false })).toBe("");
    expect(bare("1.5", { matchesNumbers: false })).toBe("");
    expect(bare("17", { matchesNumbers: true })).toBe("17");
  });

  test.each(["17a", "1.5.2", "17-x"])("under a plural key is not %s", (text) => {
    expect(bare(text, { matchesNumbers: false })).toBe(text);
  });

  test.each([
    ["ambiguous", { ambiguous: true }],
    ["only for values in a format", { valuePattern: /\d/ }],
    ["only for values in a format, in a text", { valuePatternInText: /\d/ }],
  ])("is a structure under a key that is %s", (_, condition) => {
    expect(bare("[1, 2]", condition)).toBe("");
    expect(bare("{a: 1}", condition)).toBe("");
    expect(bare("12", condition)).toBe("12");
  });
});

describe("an unquoted value of one word", () => {
  test.each([
    ["a space", "made-up next", "made-up"],
    ["an escaped line break", String.raw`made-up\nnext`, "made-up"],
    ["the next parameter of a form", "made-up&n=1", "made-up"],
    ["a closing tag", "made-up</password>", "made-up"],
    ["a quote before a comma", "made-up', next", "made-up"],
    ["a backtick before a space", "made-up` next", "made-up"],
    ["a quote that closes a string in JSON", 'made-up","n":1', "made-up"],
    ["a quote that closes an object", 'made-up"}', "made-up"],
    ["a quote at the end of the text", 'made-up"', "made-up"],
    ["punctuation of the sentence", "made-up).", "made-up"],
    ["the end of the text", "made-up", "made-up"],
  ])("ends at %s", (_, text, value) => {
    expect(bare(text)).toBe(value);
  });

  test.each(['ma"de', "ma&de", "a,b;c", "a<b", "(a)b", "a&b c=1".split(" ")[0] ?? ""])(
    "may be %s",
    (text) => {
      expect(bare(text)).toBe(text);
    },
  );
});

describe("an unquoted value of several words", () => {
  test.each([
    ["line", "a=1; b=2, c\nnext", "a=1; b=2, c"],
    ["line", String.raw`a=1; b=2\nnext`, "a=1; b=2"],
    ["line", 'a=1; b=2", "n": 1', "a=1; b=2"],
    ["line", "to the end.", "to the end."],
    ["clause", "1 Main Street, shop", "1 Main Street"],
    ["clause", "1 Main Street. Next", "1 Main Street"],
    ["clause", "1 Main Street - next", "1 Main Street"],
    ["clause", "1 Main Street shop=papaya", "1 Main Street"],
    ["clause", "1 Main St.4 (rear)", "1 Main St.4"],
    ["clause", "to the end", "to the end"],
    ["groups", "1990-01-01, next", "1990-01-01"],
    ["groups", "+49 (30) 123 4567 called", "+49 (30) 123 4567"],
    ["groups", "DE89 3704 0044 0532 0130 00 today", "DE89 3704 0044 0532 0130 00"],
    ["groups", "unknown-17 next", "unknown-17"],
    ["groups", "17).", "17"],
  ] as const)("with the extent %s: %s", (extent, text, value) => {
    expect(bare(text, { extent })).toBe(value);
  });
});

describe("a structure", () => {
  test.each([
    ["[a, [b]] n=1", "[a, [b]]"],
    ["{a: {b: 1}} n=1", "{a: {b: 1}}"],
    ["[a, b", "[a, b"],
  ])("%s is a whole value", (text, value) => {
    expect(bare(text)).toBe(value);
    expect(bare(text, { extent: "groups" })).toBe(value);
  });

  test("under a quoted key ends at its bracket, whatever follows", () => {
    expect(bare("[a, b]x y", {}, true)).toBe("[a, b]");
  });

  test("under another key includes the rest of the word", () => {
    expect(bare("[a, b]x y")).toBe("[a, b]x");
  });
});

test.each([
  ["1234,", "1234"],
  ["1234}", "1234"],
  ["1234]", "1234"],
  ["1234 n", "1234"],
  ["1234", "1234"],
])("a literal under a quoted key ends before punctuation: %s", (text, value) => {
  expect(bare(text, {}, true)).toBe(value);
});

test("many values that share an end all have it", () => {
  const text = `${"a".repeat(3_000)} next`;
  const scan = createTextScan();
  for (const from of [0, 500, 1_000, 3_000, 3_001])
    expect(endOfBare(scan, text, from, KEY, false)).toBe(from === 3_001 ? text.length : 3_000);
});

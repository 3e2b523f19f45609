import { encodesText, findBase64Texts, mayEncodeText } from "../../../../lambda/redaction/text/base64";

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const TEXT = "a line of an ordinary log";

test("a run of base64 that contains text is found, with its position and its text", () => {
  const run = base64(TEXT);
  expect(findBase64Texts(`body=${run} end`)).toEqual([{ from: 5, to: 5 + run.length, text: TEXT }]);
});

test("padding belongs to the run", () => {
  const run = base64(`${TEXT}!!`.slice(0, 25));
  expect(run).toMatch(/[^=]==$/);
  expect(findBase64Texts(`${run}=`)).toMatchObject([{ from: 0, to: run.length }]);
});

test("several runs are found, in order, also at the very start and end", () => {
  const [one, two] = [base64("text of the first run"), base64("text of the second run")];
  expect(findBase64Texts(`${one}:${two}`)).toEqual([
    { from: 0, to: one.length, text: "text of the first run" },
    { from: one.length + 1, to: one.length + 1 + two.length, text: "text of the second run" },
  ]);
});

test("the alphabet of URLs is understood", () => {
  const text = "?>?>~~~ text with ü and ö ~~~";
  const run = Buffer.from(text).toString("base64url");
  expect(run).toMatch(/[-_]/);
  expect(findBase64Texts(run)).toMatchObject([{ text }]);
});

test("text may have tabs, line breaks and letters of any script", () => {
  const text = "bitte\tkäse\r\nund brot, 東京";
  expect(findBase64Texts(base64(text))).toMatchObject([{ text }]);
});

test.each([
  ["a run of 15 characters", base64(TEXT).slice(0, 15)],
  [
    "bytes that are not text",
    base64(Buffer.from(Array.from({ length: 48 }, (_, index) => (index * 37) % 256))),
  ],
  ["text with a control character", base64(`${TEXT}\u0007`)],
  ["text with a control character far behind its beginning", base64(`${TEXT.repeat(3)}\u0007${TEXT}`)],
  ["text that starts with control characters", base64(`\u0001\u0002\u0003${TEXT}`)],
  ["text whose second byte is a control character", base64(`a\u0001b${TEXT}`)],
  ["text whose third byte is a control character", base64(`ab\u0001${TEXT}`)],
  ["text whose first byte is DEL", base64(`\u007f${TEXT}`)],
  [
    "bytes that are not UTF-8 after a beginning of text",
    base64(Buffer.concat([Buffer.from(TEXT.repeat(3)), Buffer.from([0xff, 0xfe, 0xfd])])),
  ],
  [
    "a run with another character in it",
    base64(TEXT)
      .slice(0, 30)
      .replace(/^.{15}/, "$&*"),
  ],
])("%s is not a text", (_, run) => {
  expect(findBase64Texts(run)).toEqual([]);
});

test("a run of 16 characters is long enough", () => {
  expect(findBase64Texts(base64(TEXT.slice(0, 12)))).toMatchObject([{ text: TEXT.slice(0, 12) }]);
});

test("the first letter of the alphabet belongs to a run", () => {
  const run = base64("  @ a line of text");
  expect(run).toContain("A");
  expect(findBase64Texts(run)).toMatchObject([{ text: "  @ a line of text" }]);
});

test("a letter of several bytes may stand anywhere in a text", () => {
  for (let length = 3; length < 100; length += 1) {
    const text = `${"a".repeat(length)}東京 and more`;
    expect(findBase64Texts(base64(text))).toMatchObject([{ text }]);
  }
});

describe("the first bytes of a run may be text in UTF-8", () => {
  const mayBeText = (...bytes: readonly number[]) => {
    // Only whole groups of three bytes are examined.
    const run = base64(Buffer.from([...Buffer.from("abc"), ...bytes, ...Buffer.from("xyz")]));
    return mayEncodeText(`:${run}:`, 1, 1 + run.length);
  };

  test.each([
    ["a space", [0x20]],
    ["the last printable character", [0x7e]],
    ["a tab", [0x09]],
    ["a line feed", [0x0a]],
    ["a carriage return", [0x0d]],
    ["a letter of two bytes", [0xc3, 0xa4]],
    ["the first lead of two bytes", [0xc0, 0x80]],
    ["the last lead of two bytes", [0xdf, 0xbf]],
    ["the first lead of three bytes", [0xe0, 0xa0, 0x80]],
    ["the last lead of three bytes", [0xef, 0xbf, 0xbf]],
    ["the first lead of four bytes", [0xf0, 0x90, 0x80, 0x80]],
  ])("%s can be part of it", (_, bytes) => {
    expect(mayBeText(...bytes)).toBe(true);
  });

  test.each([
    ["the last control character", [0x1f]],
    ["DEL", [0x7f]],
    ["a continuation without a lead", [0x80]],
    ["the last continuation without a lead", [0xbf]],
    ["a lead without a continuation", [0xc3, 0x61]],
    ["two leads", [0xc3, 0xc3]],
    ["two continuations of a lead of two bytes", [0xc3, 0xa4, 0xa4]],
    ["one continuation of a lead of three bytes", [0xe0, 0xa0, 0x61]],
    ["three continuations of a lead of three bytes", [0xef, 0xbf, 0xbf, 0xbf]],
    ["two continuations of a lead of four bytes", [0xf0, 0x90, 0x80, 0x61]],
  ])("%s cannot be part of it", (_, bytes) => {
    expect(mayBeText(...bytes, 0x61, 0x62)).toBe(false);
  });

  test.each([
    ["the first", "\u00e4bc and more text"],
    ["the third", "ab\u00e4 and more text"],
  ])("a letter of several bytes as %s is taken for random", (_, text) => {
    const run = base64(text);
    expect(mayEncodeText(run, 0, run.length)).toBe(false);
  });

  test("what follows the first 48 bytes is not examined", () => {
    const run = base64(Buffer.concat([Buffer.from("a".repeat(48)), Buffer.alloc(30)]));
    expect(mayEncodeText(run, 0, run.length)).toBe(true);
    expect(mayEncodeText(run, 4, run.length)).toBe(false);
    expect(encodesText(run)).toBe(true);
  });

  test("what follows the run is not examined", () => {
    const run = base64(Buffer.concat([Buffer.from("a".repeat(24)), Buffer.alloc(24)]));
    expect(mayEncodeText(run, 0, 32)).toBe(true);
    expect(mayEncodeText(run, 0, 36)).toBe(false);
  });

  test("padding ends it", () => {
    for (const text of ["abcdefghijklm", "abcdefghijklmn"]) {
      const run = base64(text);
      expect(run).toMatch(/=$/);
      expect(mayEncodeText(run, 0, run.length)).toBe(true);
    }
  });
});

test.each([
  ["a run of 16 characters", base64(TEXT.slice(0, 12)), true],
  ["a run of 15 characters", base64(TEXT.slice(0, 12)).slice(0, 15), false],
  ["a text that starts with a letter of several bytes", base64("\u00e4 text of several words"), false],
  ["a text with a control character", base64("a text \u0007 of several words"), false],
  [
    "a text with half a letter at the end",
    base64(Buffer.from("of several words \u00e4").subarray(0, -1)),
    false,
  ],
])("%s is taken for text: %#", (_, run, expected) => {
  expect(encodesText(run)).toBe(expected);
});

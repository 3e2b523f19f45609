import { findBase64Texts } from "../../../../lambda/redaction/text/base64";

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

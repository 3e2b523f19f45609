import * as fc from "fast-check";
import { parseRecord } from "../../../../lambda/forwarder/parse";
import { isExact } from "../../../../lambda/forwarder/record/is-exact";
import { parseTolerantly } from "../../../../lambda/forwarder/record/tolerant-json";
import { redactRecord } from "../../../../lambda/redaction";

const ESC = "\u001b";
const attributesOf = (line: string) => parseRecord(line, 0).attributes;

describe("a line with what strict JSON lacks has its level", () => {
  test.each([
    ["NaN, as Python writes it", '{"level":"ERROR","message":"x","ratio":NaN}'],
    ["Infinity", '{"level":"ERROR","message":"x","most":Infinity,"least":-Infinity}'],
    ["nan and inf in lower case", '{"level":"ERROR","message":"x","a":nan,"b":-inf}'],
    ["a BOM before it", '\uFEFF{"level":"ERROR","message":"x"}'],
    ["NULs around it", '\0\0{"level":"ERROR","message":"x"}\0'],
    ["ANSI codes around it", `${ESC}[1;31m{"level":"ERROR","message":"x"}${ESC}[0m`],
    [
      "ANSI codes between its tokens",
      `{${ESC}[34m"level"${ESC}[0m:${ESC}[32m"ERROR"${ESC}[0m,"message":"x"}`,
    ],
    ["white space and a BOM before it", '\n \uFEFF {"level":"ERROR","message":"x"}'],
    ["a tab and a line feed in a text", '{"level":"ERROR","message":"x","a":"b\tc\nd"}'],
    ["a comma before the end", '{"level":"ERROR","message":"x","a":[1,2,],}'],
    ["the repr of a Python dictionary", "{'level': 'ERROR', 'message': 'x', 'ok': True, 'n': None}"],
    ["undefined", '{"level":"ERROR","message":"x","a":undefined}'],
    ["numbers without a digit before or behind the point", '{"level":"ERROR","message":"x","a":.5,"b":1.}'],
  ])("%s", (_, line) => {
    expect(parseRecord(line, 0)).toMatchObject({ level: "ERROR", message: "x" });
  });
});

test("a number that JSON does not have is kept as its text", () => {
  expect(attributesOf('{"a":NaN,"b":[-Infinity,+inf],"value":NaN}')).toEqual({
    a: "NaN",
    b: ["-Infinity", "+inf"],
    value: "NaN",
  });
});

test("escapes in texts are read as in JSON, and those of Python too", () => {
  expect(attributesOf(String.raw`{"a":"\u00fc\n\"\\","b":NaN}`)).toMatchObject({ a: 'ü\n"\\' });
  expect(attributesOf(String.raw`{'a': 'it\'s \xfc'}`)).toEqual({ a: "it's ü" });
});

test("a comma behind the object is ignored", () => {
  expect(attributesOf('{"a":1},')).toEqual({ a: 1 });
});

test.each([
  ["a truncated line", '{"level":"ERROR","ratio":NaN,"message":"cut sho'],
  ["text behind the object", '{"a":NaN} tail'],
  ["a word that is no value", '{"a":nothing}'],
  ["a key without quotes", "{a: 1}"],
  ["two values without a comma", '{"a":NaN "b":1}'],
  ["a template", "{name} was not found"],
])("%s stays text", (_, line) => {
  expect(parseRecord(line, 0)).toEqual({ "@timestamp": "1970-01-01T00:00:00.000Z", message: line });
});

describe("a number beyond 2^53 keeps all digits", () => {
  test.each([
    ["under an unknown key", '{"order_id":820982911946154508}', { order_id: "820982911946154508" }],
    ["a negative one", '{"n":-9007199254740993}', { n: "-9007199254740993" }],
    [
      "that a double could hold, so that one key has one type",
      '{"n":9007199254740992}',
      { n: "9007199254740992" },
    ],
    ["in lists and objects", '{"a":[{"id":820982911946154508}]}', { a: [{ id: "820982911946154508" }] }],
    ["with a fraction", '{"a":12345678901234567890.5}', { a: "12345678901234567890.5" }],
    ["beyond what a number can hold", '{"a":1e400}', { a: "1e400" }],
    ["unless it has few digits", '{"a":1e20}', { a: 1e20 }],
    ["in a numeric field", '{"value":820982911946154508}', { value: "820982911946154508" }],
    ["of more digits than a double has", `{"n":1${"0".repeat(400)}1}`, { n: `1${"0".repeat(400)}1` }],
    ["beside one that is none", '{"a":820982911946154508,"b":12}', { a: "820982911946154508", b: 12 }],
  ])("%s", (_, line, attributes) => {
    expect(attributesOf(line)).toEqual(attributes);
  });

  test("a number in scientific notation is not an integer with digits to lose", () => {
    expect(attributesOf('{"n":1e30}')).toEqual({ n: 1e30 });
  });
});

describe("of equal keys, each value is kept", () => {
  test.each([
    ['{"a":1,"a":2}', { a: 2, "a#2": 1 }],
    ['{"a":1,"a":2,"a":3}', { a: 3, "a#2": 1, "a#3": 2 }],
    ['{"x":{"a":1,"a":2}}', { x: { a: 2, "a#2": 1 } }],
    ['{"attributes":{"a":1,"a":2}}', { a: 2, "a#2": 1 }],
    ['{"a" : 1 , "a" : 2}', { a: 2, "a#2": 1 }],
    [String.raw`{"b":"\"a\": 1","a":1,"a":2}`, { b: '"a": 1', a: 2, "a#2": 1 }],
  ])("%s", (line, attributes) => {
    expect(attributesOf(line)).toEqual(attributes);
  });

  test("and a field has the last one", () => {
    expect(parseRecord('{"level":"INFO","level":"ERROR"}', 0)).toMatchObject({
      level: "ERROR",
      attributes: { "level#2": "INFO" },
    });
  });

  test("and a secret under any of them is redacted", () => {
    const [one, other] = ["made-up-one-1", "made-up-two-2"];
    const { record } = redactRecord(parseRecord(`{"password":"${one}","password":"${other}"}`, 0));
    expect(JSON.stringify(record)).not.toMatch(new RegExp(`${one}|${other}`));
  });
});

test("strict JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const line = JSON.stringify(object);
      const parsed: unknown = JSON.parse(line);
      fc.pre(isExact(line, parsed));
      expect(parseTolerantly(line)).toEqual(parsed);
    }),
  );
});

test.each([
  ['{"a":{"b":[{"c":1}]},"d":"e: 1"}', true],
  [String.raw`{"a":"\"b\":1"}`, true],
  ['{"a":9007199254740991}', true],
  ['{"a":9007199254740993}', false],
  ['{"a":[[1e16]]}', false],
  ['{"a":1,"a":1}', false],
  ['{"a":[{"b":1,"b":1}]}', false],
])("whether JSON.parse keeps all of %s is %s", (line, exact) => {
  expect(isExact(line, JSON.parse(line))).toBe(exact);
});

test.each<[string, string, unknown]>([
  ["a number with leading zeros", '{"a":007}', "007"],
  ["a hexadecimal number", '{"a":0x1F}', "0x1F"],
  ["a number with separators", '{"a":1_000}', "1_000"],
  ["a tuple", "{'a': (1, 'b')}", [1, "b"]],
  ["an empty tuple", "{'a': ()}", []],
  ["bytes", "{'a': b'x'}", "x"],
  ["a Decimal", "{'a': Decimal('1.20')}", "Decimal('1.20')"],
  ["nested calls", "{'a': f(g(')'), {'b': 1})}", "f(g(')'), {'b': 1})"],
  ["a date", "{'a': datetime.date(2026, 3, 1)}", "datetime.date(2026, 3, 1)"],
  ["an enumeration", "{'a': <Level.ERROR: 40>}", "<Level.ERROR: 40>"],
])("of Python's repr, %s is read", (_, line, value) => {
  expect(attributesOf(line)).toEqual({ a: value });
});

test.each([
  ["an open call", "{'a': f(1"],
  ["an open text in a call", "{'a': f('1)}"],
  ["a word before a text", "{'a': x'1'}"],
])("%s is no value", (_, line) => {
  expect(parseRecord(line, 0)).toEqual({ "@timestamp": "1970-01-01T00:00:00.000Z", message: line });
});

test.each(["\u001b[38:2:1:2:3m", "\u001b[?25l", "\u009b31m", "\u001b[2K\u001b[1G"])(
  "the control sequence %j before an object is ignored",
  (sequence) => {
    expect(attributesOf(`${sequence}{"a":1}`)).toEqual({ a: 1 });
  },
);

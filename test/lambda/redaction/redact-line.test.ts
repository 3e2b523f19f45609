import type { Detector } from "../../../lambda/redaction/detectors/detector";
import { createRedactor } from "../../../lambda/redaction/redactor";

const ADDRESS = ["jane", "example.com"].join("@");
const { redactLine } = createRedactor();

test.each([
  '{"level":"INFO",  "message":"stock is 17"}',
  '["a",  1]',
  "plain text, stock=17",
  "17",
  "null",
  '  "a text in quotes"',
  '{"not":"closed',
  "[not closed",
  "",
])("%s has no secrets, and is returned byte for byte", (line) => {
  expect(redactLine(line)).toEqual({ text: line, replacements: 0, classes: [], failed: false });
});

test.each([
  ["an object", `{"n":1,"message":"to ${ADDRESS}"}`, '{"n":1,"message":"to [redacted:email]"}'],
  ["a list", `[1,{"a":"${ADDRESS}"}]`, '[1,{"a":"[redacted:email]"}]'],
  ["an object after spaces", `  {"a":"${ADDRESS}"}`, '{"a":"[redacted:email]"}'],
])("%s stays JSON of the same shape", (_, line, text) => {
  expect(redactLine(line)).toEqual({ text, replacements: 1, classes: ["contact"], failed: false });
});

test("text that is not JSON is redacted as text", () => {
  expect(redactLine(`to ${ADDRESS}`)).toEqual({
    text: "to [redacted:email]",
    replacements: 1,
    classes: ["contact"],
    failed: false,
  });
});

test("a line that starts like JSON and is none is redacted as text", () => {
  expect(redactLine(`{"to":"${ADDRESS}`).text).toBe('{"to":"[redacted:email]');
});

test("a secret in the first value of a duplicate key does not stay in the line", () => {
  const line = '{"message":"password=made-up","message":"none"}';
  expect(redactLine(line)).toMatchObject({ text: '{"message":"none"}', failed: false });
});

test("a line whose redaction fails is withheld, as JSON if it was JSON", () => {
  const small = createRedactor({ budget: 10 });
  expect(small.redactLine(`{"message":"${"x".repeat(20)}"}`)).toEqual({
    ...{
      text: '{"message":"[redaction failed: 20 characters withheld]"}',
      replacements: 0,
      classes: [],
      failed: true,
    },
  });
  const { text, failed } = small.redactLine(`["${"x".repeat(20)}"]`);
  expect({ list: JSON.parse(text) as unknown, failed }).toMatchObject({ failed: true });
  expect(text).not.toContain("x");
  expect(small.redactLine("x".repeat(20))).toEqual({
    ...{ text: "[redaction failed: 20 characters withheld]", replacements: 0, classes: [], failed: true },
  });
});

test("JSON whose text cannot be searched is written again from its values", () => {
  const detector: Detector = {
    ...{
      name: "quoted key",
      kind: "token",
      description: "a key in quotes",
      source: "this test",
      examples: [],
    },
    ...{ anchor: { at: "character", characters: '"' }, patterns: [] },
    read() {
      throw new Error("made-up");
    },
  };
  expect(createRedactor({ detectors: [detector] }).redactLine('{"k":  1}')).toEqual({
    ...{ text: '{"k":1}', replacements: 0, classes: [], failed: false },
  });
});

test("the policy of the log applies", () => {
  const host = ["203", "0", "113", "17"].join(".");
  expect(redactLine(`from ${host}`, "audit").text).toBe(`from ${host}`);
  expect(redactLine(`{"a":"${host}"}`, "audit").text).toBe(`{"a":"${host}"}`);
  expect(redactLine(`["${host}"]`, "audit").text).toBe(`["${host}"]`);
  expect(redactLine(`["${host}"]`).text).toBe('["[redacted:ip]"]');
});

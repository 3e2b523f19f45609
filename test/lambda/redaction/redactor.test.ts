import { DETECTORS } from "../../../lambda/redaction/detectors";
import { createRedactor, MAX_CHARACTERS } from "../../../lambda/redaction/redactor";
import type { LogRecord } from "../../../lib/catalog";

const SAFE = {
  "@timestamp": "2026-01-01T00:00:00.000Z",
  level: "ERROR",
  value: 17,
  status: 500,
  duration_ms: 3.5,
} as const satisfies LogRecord;
const RECORD: LogRecord = { ...SAFE, message: "made-up: 1", logger: "made-up", attributes: { made: ["up"] } };

const broken = createRedactor([
  {
    ...{ name: "broken", source: "this test", hint: /./, pattern: /./g, examples: [] },
    finding() {
      throw new Error("made-up");
    },
  },
]);

test("a record whose redaction fails keeps only fields that cannot carry text, and says how much is missing", () => {
  expect(broken.redactRecord(RECORD)).toEqual({
    record: { ...SAFE, message: "[redaction failed: 23 characters withheld]" },
    replacements: 0,
    failed: true,
  });
});

test("a text whose redaction fails is withheld", () => {
  expect(broken.redactText("made-up")).toEqual({
    text: "[redaction failed: 7 characters withheld]",
    replacements: 0,
    failed: true,
  });
});

test("what is larger than any log event is withheld", () => {
  const small = createRedactor(DETECTORS, 20);
  expect(small.redactText("x".repeat(20)).failed).toBe(false);
  expect(small.redactText("x".repeat(21)).failed).toBe(true);
  expect(small.redactRecord({ message: "x".repeat(21) }).failed).toBe(true);
  expect(small.redactRecord({ attributes: { n: Array.from({ length: 21 }, () => 1) } }).failed).toBe(true);
});

test("nesting beyond the stack is withheld, and nothing is thrown", () => {
  let attributes: Record<string, unknown> = {};
  for (let level = 0; level < 100_000; level += 1) attributes = { a: attributes };
  expect(createRedactor().redactRecord({ attributes })).toMatchObject({ failed: true });
});

test("the largest text is redacted within its budget", () => {
  const text = "a line of an ordinary log, with password=made-up in it\n"
    .repeat(MAX_CHARACTERS)
    .slice(0, MAX_CHARACTERS);
  expect(createRedactor().redactText(text)).toMatchObject({ failed: false });
});

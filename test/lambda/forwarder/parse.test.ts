import * as fc from "fast-check";
import { MAX_INTEGER } from "../../../catalog";
import { logRecordSchema } from "../../../catalog/record";
import { MAX_DEPTH, parseRecord } from "../../../lambda/forwarder/parse";

const NOW = Date.parse("2026-01-01T00:00:00.000Z");
const TIME = "2026-01-01T00:00:00.000Z";
const parse = (fields: unknown) => parseRecord(JSON.stringify(fields), NOW);

test("a record of InventorySync passes unchanged", () => {
  const record = {
    "@timestamp": "2025-12-31T23:59:59.123456Z",
    level: "ERROR",
    logger: "inventorysync.sync",
    message: "sync failed",
    error_type: "StockConflictError",
    value: 17.5,
    status: 409,
    exception: { type: "StockConflictError", value: "no answer", stacktrace: ["in run", "in push"] },
    attributes: { sku: "SKU-1", tags: ["a", "b"] },
  };
  expect(parse(record)).toEqual(record);
});

test.each([MAX_INTEGER, -MAX_INTEGER, 2 ** 31])("the integer %d stays in its field", (status) => {
  expect(parse({ status })).toEqual({ "@timestamp": TIME, status });
});

test("unknown keys stand under attributes", () => {
  expect(parse({ message: "m", sku: "SKU-1", nested: { a: [1, null, true] } })).toEqual({
    "@timestamp": TIME,
    message: "m",
    attributes: { sku: "SKU-1", nested: { a: [1, null, true] } },
  });
});

test.each([
  ["message", { text: "m" }],
  ["logger", 7],
  ["level", "LOUD"],
  ["value", "17"],
  ["value", null],
  ["status", 200.5],
  ["exception", "no class of an error"],
  ["exception", { value: "no type" }],
])("the field %s with the mismatched value %j becomes an attribute", (name, value) => {
  expect(parse({ [name]: value })).toEqual({ "@timestamp": TIME, attributes: { [name]: value } });
});

test.each([
  ["info", "INFO"],
  ["Warn", "WARNING"],
  ["warning", "WARNING"],
  ["fatal", "CRITICAL"],
  [" error ", "ERROR"],
])("the level %j becomes %s", (written, level) => {
  expect(parse({ level: written }).level).toBe(level);
});

test.each(["2026-01-01T00:00:00Z", "2024-02-29T23:59:59.123456789+05:30", "2026-12-31T00:00:00-00:00"])(
  "the time %s is kept",
  (written) => {
    expect(parse({ "@timestamp": written })).toEqual({ "@timestamp": written });
  },
);

test.each([
  "2026-02-30T00:00:00Z",
  "2025-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:00:00+23:00",
  "yesterday",
])("the invalid time %j is replaced by that of CloudWatch Logs, and kept as an attribute", (written) => {
  expect(parse({ "@timestamp": written })).toEqual({
    "@timestamp": TIME,
    attributes: { "@timestamp": written },
  });
});

test("a traceback is split into lines, and unknown keys of an exception are kept", () => {
  expect(parse({ exception: { type: "E", value: "v", stacktrace: "a\nb", module: "m" } })).toEqual({
    "@timestamp": TIME,
    exception: { type: "E", value: "v", stacktrace: ["a", "b"] },
    attributes: { exception: { module: "m" } },
  });
});

test.each([
  [
    { attributes: { a: 1 }, b: 2 },
    { a: 1, b: 2 },
  ],
  [
    { attributes: { a: 1 }, a: 2 },
    { attributes: { a: 1 }, a: 2 },
  ],
  [
    { attributes: "text", a: 2 },
    { attributes: "text", a: 2 },
  ],
  [{ attributes: null }, { attributes: null }],
])("%j keeps its own attributes and the unknown keys", (written, attributes) => {
  expect(parse(written).attributes).toEqual(attributes);
});

test.each([MAX_INTEGER + 1, -MAX_INTEGER - 1])(
  "the integer %d is too large for a field and becomes text under attributes",
  (status) => {
    expect(parse({ status })).toEqual({ "@timestamp": TIME, attributes: { status: String(status) } });
  },
);

test.each([
  ["plain text", "Booting worker with pid: 17"],
  ["broken JSON", '{"level": "ERROR", "message": "cut sho'],
  ["a truncated line of 1 MB", `{"message":"${"x".repeat(1_048_576 - 12)}`],
  ["a JSON text", '"text"'],
  ["a JSON number", "17"],
  ["a JSON list", "[1,2]"],
  ["JSON null", "null"],
  ["an empty line", ""],
  ["a NUL byte", "binary\u0000tail"],
  ["an emoji", "connection closed \u{1F4A5}"],
])("the message of %s is the whole line", (_, line) => {
  expect(parseRecord(line, NOW)).toEqual({ "@timestamp": TIME, message: line });
});

test("a traceback in plain text is an error, and its line is the message", () => {
  const line = 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: made up';
  expect(parseRecord(line, 0)).toEqual({
    "@timestamp": "1970-01-01T00:00:00.000Z",
    level: "ERROR",
    message: line,
    exception: { type: "ValueError", value: "made up", stacktrace: line.split("\n") },
  });
});

test.each(["see Traceback (most recent call last): in the manual", " Traceback (most recent call last):"])(
  "the text %j has no level",
  (line) => {
    expect(parseRecord(line, 0)).not.toHaveProperty("level");
  },
);

test("unpaired surrogates are replaced in text, fields, attributes and keys", () => {
  expect(parseRecord("half \ud83d", NOW).message).toBe("half \ufffd");
  const line = String.raw`{"message":"\ud83d","a\ud83d":"\udca5","a\ud83e":{"b":["\ud83d"]}}`;
  expect(parseRecord(line, NOW)).toEqual({
    "@timestamp": TIME,
    message: "\ufffd",
    attributes: { "a\ufffd": "\ufffd", "a\ufffd#2": { b: ["\ufffd"] } },
  });
});

test("a key named __proto__ is kept like any other", () => {
  const record = parseRecord('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":2}}}', NOW);
  expect(JSON.stringify(record.attributes)).toBe(
    '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":2}}}',
  );
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("a value beyond the nesting limit is kept as JSON text", () => {
  const deep = `${'{"a":'.repeat(MAX_DEPTH + 5)}"leaf"${"}".repeat(MAX_DEPTH + 5)}`;
  const record = JSON.stringify(parseRecord(deep, NOW));
  expect(record).toContain(String.raw`\"leaf\"`);
  expect(depthOf(JSON.parse(record))).toBe(MAX_DEPTH + 1);
});

test.each([1_000, 100_000])("%i levels of nesting do not overflow the stack", (levels) => {
  const line = `{"a":${"[".repeat(levels)}"leaf"${"]".repeat(levels)}}`;
  expect(JSON.stringify(parseRecord(line, NOW))).toContain("leaf");
});

test("a number beyond the range of JSON is kept as text", () => {
  expect(parseRecord('{"value":1e999,"n":-1e999}', NOW).attributes).toEqual({
    value: "1e999",
    n: "-1e999",
  });
});

test("any line becomes a valid record, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        anyRecord().map((record) => JSON.stringify(record)),
      ),
      (line) => {
        expect(logRecordSchema.safeParse(parseRecord(line, NOW)).success).toBe(true);
      },
    ),
  );
});

test("parsing loses no text of a JSON object", () => {
  fc.assert(
    fc.property(anyRecord(), (object) => {
      const carried = JSON.stringify(parse(object)).toUpperCase();
      for (const text of textsOf(object)) {
        expect(carried).toContain(JSON.stringify(aliased(text)).slice(1, -1).toUpperCase());
      }
    }),
  );
});

/** Objects with many keys that are fields. */
function anyRecord() {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom("warn", "ERROR", TIME, 17, 1.5),
    exception(),
  );
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "@timestamp",
      "level",
      "message",
      "value",
      "status",
      "exception",
      "attributes",
      "__proto__",
    ),
  );
  return fc.dictionary(key, value);
}

function exception() {
  return fc.record({
    type: fc.string(),
    value: fc.string(),
    stacktrace: fc.oneof(fc.array(fc.string()), fc.jsonValue({ maxDepth: 1 })),
  });
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return value.trimEnd().split(/\r?\n|\r/);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** The text that the level of an alias contains: the alias itself, or CRITICAL for FATAL. */
function aliased(text: string): string {
  return text.trim().toUpperCase() === "FATAL" ? "CRITICAL" : text.trim();
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("a line cannot state what was redacted in it", () => {
  expect(parse({ redacted: ["credential"] })).toMatchObject({ attributes: { redacted: ["credential"] } });
});

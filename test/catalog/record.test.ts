import fc from "fast-check";
import { z } from "zod";
import { ATTRIBUTES, FIELDS, LEVELS, MAX_INTEGER } from "../../catalog";
import { logRecordSchema } from "../../catalog/record";

const NAMES = FIELDS.map(({ name }) => name);

test("the schema has the fields of the catalogue in their order, then the attributes", () => {
  const every = Object.fromEntries([...NAMES, ATTRIBUTES].map((name) => [name, Symbol(name)]));

  const wrong = logRecordSchema.safeParse(every).error?.issues.map(({ path }) => path[0]);
  expect(wrong).toEqual([...NAMES, ATTRIBUTES]);
});

test.each(["@timestamp", "level", "logger", "message", "error_type", "value"])(
  "%s has the name that the deployment guide gives it",
  (name) => {
    expect(NAMES).toContain(name);
  },
);

test("every field name is unique at every destination", () => {
  const names = {
    disk: NAMES,
    ecs: FIELDS.map((field) => ("ecs" in field ? field.ecs : field.name)),
    datadog: FIELDS.map((field) => ("datadog" in field ? field.datadog : field.name)),
  };

  for (const each of Object.values(names)) expect(new Set(each).size).toBe(each.length);
});

test("error_type can be queried as error_type.keyword, as in the deployment guide", () => {
  expect(FIELDS.find(({ name }) => name === "error_type")).toMatchObject({
    type: "keyword",
    keywordSubfield: true,
  });
});

test("an empty record is valid, because no field is required", () => {
  expect(logRecordSchema.safeParse({}).success).toBe(true);
});

test.each([MAX_INTEGER, -MAX_INTEGER])("the schema accepts the integer %d", (status) => {
  expect(logRecordSchema.safeParse({ status }).success).toBe(true);
});

test("the JSON Schema gives the limits of the catalogue", () => {
  expect(z.toJSONSchema(logRecordSchema, { io: "input" }).properties?.["status"]).toMatchObject({
    minimum: -MAX_INTEGER,
    maximum: MAX_INTEGER,
  });
});

test("a record of every field is accepted as it is", () => {
  fc.assert(
    fc.property(record, (input) => {
      expect(logRecordSchema.parse(input)).toEqual(input);
    }),
  );
});

test.each([
  ["a level in lower case", { level: "error" }],
  ["a level of another language", { level: "FATAL" }],
  ["a value as a text", { value: "12" }],
  ["a value that is no number", { value: NaN }],
  ["a status that is not whole", { status: 200.5 }],
  ["a status beyond the integers of the record", { status: MAX_INTEGER + 1 }],
  ["a time without a zone", { "@timestamp": "2026-03-01T09:30:00" }],
  ["a day without a time", { "@timestamp": "2026-03-01" }],
  ["an exception without its stack", { exception: { type: "ValueError", value: "no" } }],
  ["attributes that are a list", { attributes: [] }],
])("a record with %s is rejected", (_, input) => {
  expect(logRecordSchema.safeParse(input).success).toBe(false);
});

const text = fc.string();
const record = fc.record(
  {
    "@timestamp": fc
      .date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
    level: fc.constantFrom(...LEVELS),
    logger: text,
    message: text,
    error_type: text,
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    status: fc.integer({ min: -MAX_INTEGER, max: MAX_INTEGER }),
    duration_ms: fc.float({ noNaN: true, noDefaultInfinity: true }),
    shop: text,
    exception: fc.record({ type: text, value: text, stacktrace: fc.array(text) }),
    // zod drops a key with this name; the forwarder, which does not use zod, keeps it.
    attributes: fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      fc.jsonValue(),
    ),
  },
  { requiredKeys: [] },
);

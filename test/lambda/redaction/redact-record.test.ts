import type { Detector } from "../../../lambda/redaction/detectors/detector";
import { createRedactor } from "../../../lambda/redaction/redactor";

const { redactRecord } = createRedactor();
const redact = (fields: object) => redactRecord(fields).record as object;

describe("an id", () => {
  // Sixteen hexadecimal digits that are an IBAN too.
  const ID = ["be68", "5390", "0754", "7034"].join("");

  test.each([
    ["digits alone", ID],
    ["upper case", ID.toUpperCase()],
    ...["req-", "request_", "trace-", "span_", "corr-", "root-", "REQ_"].map((prefix) => [
      `the prefix ${prefix}`,
      prefix + ID,
    ]),
    ["64 characters", `${"0".repeat(47)}-${ID}`],
    ["a prefix and 64 characters", `req-${"0".repeat(47)}-${ID}`],
  ])("with %s stays", (_, id) => {
    expect(redact({ request_id: id })).toEqual({ request_id: id });
  });

  test.each([
    ["an unknown prefix", `made-${ID}`],
    ["another separator after its prefix", `req/${ID}`],
    ["text behind it", `${ID} x`],
    ["text in front of it", `x ${ID}`],
    ["a letter beyond ASCII in front of it", `\u00e4 ${ID}`],
  ])("with %s is redacted like other text", (_, id) => {
    expect(redact({ request_id: id })).toEqual({ request_id: id.replace(/be68\w+/, "[redacted:iban]") });
  });
});

test("an id is not searched for card numbers", () => {
  const id = `order ${["4111", "1111", "1111", "1111"].join("")}`;
  expect(redact({ request_id: id, note: id })).toEqual({ request_id: id, note: "order [redacted:card]" });
});

describe("a keyword", () => {
  let asked = 0;
  const detector: Detector = {
    ...{ name: "counting", kind: "token", description: "nothing", source: "this test", examples: [] },
    ...{ anchor: { at: "word", prefixes: ["made"] }, patterns: [] },
    read(_, at) {
      asked += 1;
      return at === 4 ? { kind: "token", from: 4, to: 8 } : undefined;
    },
  };
  const askedFor = (redactor: ReturnType<typeof createRedactor>, fields: object) => {
    asked = 0;
    redactor.redactRecord(fields);
    return asked;
  };
  const create = () => createRedactor({ detectors: [detector] });

  test.each([
    ["a keyword without a secret", { logger: "made-up" }, 0],
    ["a keyword of 32 characters", { logger: `made-${"x".repeat(27)}` }, 0],
    ["a keyword of 33 characters", { logger: `made-${"x".repeat(28)}` }, 1],
    ["a keyword that may have a label", { logger: "made [" }, 1],
    ["a keyword with a secret", { logger: "not made" }, 1],
    ["a text that is no keyword", { message: "made-up" }, 1],
  ])("%s is searched again: %j", (_, fields, again) => {
    const redactor = create();
    expect(askedFor(redactor, fields)).toBe(1);
    expect(askedFor(redactor, fields)).toBe(again);
  });

  test("with a secret is redacted each time", () => {
    const redactor = create();
    for (let time = 0; time < 2; time += 1)
      expect(redactor.redactRecord({ logger: "not made" }).record).toEqual({
        logger: "not [redacted:token]",
      });
  });

  test("is forgotten when 1,000 others are known", () => {
    const redactor = create();
    for (let index = 0; index < 1_000; index += 1)
      expect(askedFor(redactor, { logger: `made-${index}` })).toBe(1);
    expect(askedFor(redactor, { logger: "made-0" })).toBe(0);
    expect(askedFor(redactor, { logger: "made-1000" })).toBe(1);
    expect(askedFor(redactor, { logger: "made-1000" })).toBe(0);
    expect(askedFor(redactor, { logger: "made-0" })).toBe(1);
  });

  test("is remembered for its log", () => {
    const redactor = create();
    expect(askedFor(redactor, { logger: "made-up" })).toBe(1);
    asked = 0;
    redactor.redactRecord({ logger: "made-up" }, "audit");
    expect(asked).toBe(1);
  });
});

test.each([
  ["ids", { request_id: "0123456789ab", trace_id: "0123456789ab" }],
  ["other ids", { request_id: "order 789ab", trace_id: "order 789ab" }],
  ["keywords", { logger: "a keyword of", metric: "some length" }],
])("%s count towards the budget, also if they are known", (_, fields) => {
  const redactor = createRedactor({ budget: 20 });
  for (const [name, value] of Object.entries(fields))
    expect(redactor.redactRecord({ [name]: value }).failed).toBe(false);
  expect(redactor.redactRecord(fields).failed).toBe(true);
});

test("a number in a field for text is redacted like text", () => {
  const card = Number(["4111", "1111", "1111", "1111"].join(""));
  expect(redact({ message: card })).toEqual({ message: "[redacted:card]" });
});

describe("two fields of a record that name one value", () => {
  test.each([
    [{ name: "password", value: "made-up" }, { value: "[redacted:password]" }],
    [{ Name: "DB_PASSWORD", Value: "made-up" }, { Value: "[redacted:password]" }],
    [{ Key: "api_token", Value: "made-up" }, { Value: "[redacted:token]" }],
    [{ Header: "X-Api-Key", Value: "made-up" }, { Value: "[redacted:token]" }],
  ])("%j becomes a record with %j", (record, value) => {
    expect(redact(record)).toEqual({ ...record, ...value });
  });

  test.each([
    { Name: "stock", Value: "made-up" },
    { Title: "password", Value: "made-up" },
    { Name: "password", Content: "made-up" },
  ])("%j stays", (record) => {
    expect(redact(record)).toEqual(record);
  });
});

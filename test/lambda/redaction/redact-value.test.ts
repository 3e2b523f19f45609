import { createRedactor } from "../../../lambda/redaction/redactor";

const { redactRecord } = createRedactor();
const attributesOf = (attributes: Readonly<Record<string, unknown>>) =>
  redactRecord({ attributes }).record.attributes;

/** A list, an object or JSON text in as many others. */
function nest(levels: number, wrap: (inner: unknown) => unknown, inner: unknown = 1): unknown {
  return levels === 0 ? inner : nest(levels - 1, wrap, wrap(inner));
}

describe.each([
  ["lists", (inner: unknown) => [inner]],
  ["objects", (inner: unknown) => ({ a: inner })],
])("nested %s", (_, wrap) => {
  test("are redacted up to 500 levels below the attributes", () => {
    expect(redactRecord({ attributes: { a: nest(500, wrap) } }).failed).toBe(false);
  });

  test("are withheld beyond 500 levels", () => {
    expect(redactRecord({ attributes: { a: nest(501, wrap) } }).failed).toBe(true);
  });

  test("in JSON text count like others", () => {
    const text = (levels: number) => JSON.stringify(nest(levels, wrap));
    expect(redactRecord({ attributes: { a: text(499) } }).failed).toBe(false);
    expect(redactRecord({ attributes: { a: text(500) } }).failed).toBe(true);
  });
});

describe("JSON in a string", () => {
  const LIST = { password: ["made-up"] };
  const REDACTED_LIST = { password: ["[redacted:password]"] };
  const asText = (levels: number, value: unknown) => nest(levels, (inner) => JSON.stringify(inner), value);

  test("keeps its structure through four strings", () => {
    expect(attributesOf({ body: asText(4, LIST) })).toEqual({ body: asText(4, REDACTED_LIST) });
  });

  test("keeps its structure if it is a list", () => {
    expect(attributesOf({ body: asText(1, [LIST]) })).toEqual({ body: asText(1, [REDACTED_LIST]) });
  });

  test("has no secret in deeper strings either", () => {
    const redacted = JSON.stringify(attributesOf({ body: asText(5, LIST) }));
    expect(redacted).not.toContain("made-up");
    expect(redacted).toContain("[redacted:password]");
  });

  test("keeps its structure in any number of strings beside each other", () => {
    const bodies = (value: unknown) => Array.from({ length: 6 }, () => asText(1, value));
    expect(attributesOf({ bodies: bodies(LIST) })).toEqual({ bodies: bodies(REDACTED_LIST) });
  });

  test("without a secret stays byte for byte", () => {
    const attributes = { body: '{"n":  1}' };
    expect(attributesOf(attributes)).toBe(attributes);
  });
});

test.each([
  [{ tokens: "12ab" }, { tokens: "[redacted:token]" }],
  [{ tokens: "ab12" }, { tokens: "[redacted:token]" }],
  [{ phone: { password: "plain" } }, { phone: { password: "[redacted:password]" } }],
  [{ phone: "none" }, { phone: "none" }],
])("%j becomes %j", (attributes, redacted) => {
  expect(attributesOf(attributes)).toEqual(redacted);
});

test("an observer is told that a number was found by its key", () => {
  const seen: string[] = [];
  createRedactor({
    onReplacement: ({ detector, path, value }) => seen.push(`${path}: ${value} by ${detector}`),
  }).redactRecord({ attributes: { password: 12345678 } });
  expect(seen).toEqual(["attributes.password: 12345678 by key"]);
});

describe("an object that names one value", () => {
  test.each([
    { name: "password", value: "made-up" },
    { field: "password", value: "made-up" },
    { header: "X-Api-Key", value: "made-up" },
    { parameter: "client_secret", input: "made-up" },
    { k: "password", v: "made-up" },
    { Name: "DB_PASSWORD", Value: "made-up" },
    { Key: "api_token", Value: "made-up" },
    { field: "password", rejectedValue: "made-up" },
  ])("has a secret value if its name is sensitive: %j", (object) => {
    expect(JSON.stringify(attributesOf({ a: object }))).not.toContain("made-up");
  });

  test.each([{ field: "stock", value: "made-up" }, { k: "shop", v: "made-up" }, { input: "made-up" }])(
    "keeps its value if its name is not sensitive: %j",
    (object) => {
      expect(attributesOf({ a: object })).toEqual({ a: object });
    },
  );
});

describe("a list of the words of a command", () => {
  test.each([
    [
      ["run", "--password", "made-up", "-v"],
      ["run", "--password", "[redacted:password]", "-v"],
    ],
    [
      ["run", "--api-key", "made-up", "--db-password", "made-up"],
      ["run", "--api-key", "[redacted:token]", "--db-password", "[redacted:password]"],
    ],
    [
      ["run", "--stock", "made-up", "password", "made-up"],
      ["run", "--stock", "made-up", "password", "made-up"],
    ],
  ])("%j becomes %j", (argv, redacted) => {
    expect(attributesOf({ argv })).toEqual({ argv: redacted });
  });
});

describe("random text", () => {
  const random = ["q8Zt4Lm2Xc", "9Vb7Np1Rw5KdHj3K"].join("");
  test.each(["messageId", "request_id", "etag", "receiptHandle", "next_page_token"])(
    "under the key %s is no token",
    (key) => {
      expect(attributesOf({ [key]: random, others: [{ [key]: [random] }] })).toEqual({
        [key]: random,
        others: [{ [key]: [random] }],
      });
    },
  );

  test("under another key is a token, also after an id", () => {
    expect(attributesOf({ messageId: random, note: random })).toEqual({
      messageId: random,
      note: "[redacted:token]",
    });
  });

  test("of the length of a nanoid is an id, unless a word of a secret stands before it", () => {
    const nanoid = random.slice(0, 21);
    expect(attributesOf({ cart: nanoid, note: `with key ${nanoid}` })).toEqual({
      cart: nanoid,
      note: "with key [redacted:token]",
    });
  });

  test("is kept in a line of JSON whose key names an id", () => {
    const line = JSON.stringify({ messageId: random, level: "INFO" });
    expect(createRedactor().redactLine(line).text).toBe(line);
  });
});

describe("a number", () => {
  const CARD = ["3056", "930902", "5904"].join("");

  test("that is a card number of 14 digits is redacted", () => {
    expect(attributesOf({ n: Number(CARD) })).toEqual({ n: "[redacted:card]" });
  });

  test("under a sensitive key is redacted if the key describes numbers", () => {
    expect(attributesOf({ password: 17, passwords: 17 })).toEqual({
      password: "[redacted:password]",
      passwords: 17,
    });
  });
});

test.each([
  [["run", "--password", "made-up"], 2],
  [["password", "made-up"], 1],
])("in the list %j, the value behind a name is redacted", (list, at) => {
  expect(attributesOf({ list })).toEqual({ list: list.with(at, "[redacted:password]") });
});

test.each([[["run", "password--", "made-up"]], [["made-up", "password"]], [["password", "made-up", "none"]]])(
  "in the list %j, no value is behind a name",
  (list) => {
    expect(attributesOf({ list })).toEqual({ list });
  },
);

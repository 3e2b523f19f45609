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

describe("a value that several keys describe", () => {
  test.each([
    [
      "of the outer key, if it describes every value",
      { password: { email: "jane@example.com" } },
      "password",
    ],
    ["of the outer key, also if it is a person's", { email: { password: "made-up" } }, "email"],
  ])("has the label %s", (_, attributes, kind) => {
    const [[outer, inner]] = Object.entries(attributes) as [[string, Record<string, string>]];
    const [name = ""] = Object.keys(inner);
    expect(attributesOf(attributes)).toEqual({ [outer]: { [name]: `[redacted:${kind}]` } });
  });
});

test("a key of random text exempts its own value only", () => {
  const token = ["q8Zt4Lm2Xc", "9Vb7Np1Rw5KdHj3K"].join("");
  const pair = { cache_key: token, note: token };
  expect(attributesOf({ pair })).toEqual({ pair: { cache_key: token, note: "[redacted:token]" } });
});

describe("a list", () => {
  test.each([
    ["of three is no pair of a name and a value", ["password", "made-up", "other"]],
    ["does not name its value by a number", [1, "made-up"]],
    ["does not name its value by a list", [["password"], "made-up"]],
  ])("%s", (_, list) => {
    expect(attributesOf({ list })).toEqual({ list });
  });

  test("of arguments has the value of a flag directly behind the flag", () => {
    expect(attributesOf({ list: ["run", "--password", "made-up", "stock"] })).toEqual({
      list: ["run", "--password", "[redacted:password]", "stock"],
    });
  });

  test("names a value beside it by its last item", () => {
    const of = (loc: readonly string[]) => attributesOf({ error: { loc, input: "made-up" } });
    expect(of(["body", "password"])).toEqual({
      error: { loc: ["body", "password"], input: "[redacted:password]" },
    });
    expect(of(["password", "body", "stock"])).toHaveProperty("error.input", "made-up");
  });
});

describe("a number that no key describes", () => {
  // Test numbers of Visa, American Express and Diners Club.
  test.each([
    ["4111", "1111", "1111", "1111"],
    ["3782", "822463", "10005"],
    ["3622", "720627", "1667"],
  ])("in the format of a card is redacted: %s %s %s", (...groups) => {
    expect(attributesOf({ n: Number(groups.join("")) })).toEqual({ n: "[redacted:card]" });
  });

  test.each([1e13, 4_111_111_111_111_112, 1.5, Number.MAX_SAFE_INTEGER])("%d stays", (n) => {
    expect(attributesOf({ n })).toEqual({ n });
  });
});

test("the first value of a duplicate key in JSON text does not leave", () => {
  const body = '{"a":"jane@example.com","a":"b"}';
  expect(attributesOf({ body })).toEqual({ body: '{"a":"b"}' });
});

import * as fc from "fast-check";
import type { LogRecord } from "../../../catalog";
import { redactRecord, redactText } from "../../../lambda/redaction";
import { propertyRuns } from "../../fixtures/property-runs";
import {
  cardNumber,
  opaqueSecret,
  secretInText,
  sensitiveKey,
} from "../../fixtures/redaction/secret-arbitraries";

const attributesOf = (attributes: Readonly<Record<string, unknown>>) =>
  redactRecord({ attributes }).record.attributes;

test("a record without secrets is returned unchanged", () => {
  const record: LogRecord = {
    "@timestamp": "2026-01-01T00:00:00.000Z",
    level: "INFO",
    logger: "inventorysync.api",
    message: "stock of SKU-4711 is now 17",
    value: 4111111111111111,
    duration_ms: 17.5,
    request_id: "req-4111111111111111",
    trace_id: "4111111111111111aaaaaaaaaaaaaaaa",
    span_id: "4111111111111111",
    release: "4f2c9d1",
    shop: "alpine-tea",
    path: "/v1/stock/{sku}",
    attributes: {
      author: "u-17",
      tokenizer: "fast",
      max_tokens: 4096,
      ean: 4006381333931,
      at: 1767225600000,
    },
  };
  const redacted = redactRecord(record);
  expect(redacted).toEqual({ record, replacements: 0, classes: [], failed: false });
  expect(redacted.record).toBe(record);
});

test("every text of a record is redacted: message, fields, exception, attributes and keys", () => {
  const address = ["jane", "example.com"].join("@");
  const { record, replacements } = redactRecord({
    message: `to ${address}`,
    path: `/reset?email=${address}`,
    actor: address,
    request_id: address,
    exception: { type: "E", value: `no ${address}`, stacktrace: [`in send, ${address}`] },
    attributes: { [address]: [address] },
  });
  expect(JSON.stringify(record)).not.toContain("example.com");
  expect(replacements).toBe(8);
  expect(record.exception).toEqual({
    type: "E",
    value: "no [redacted:email]",
    stacktrace: ["in send, [redacted:email]"],
  });
});

test("every value under a sensitive key is redacted, and the structure stays", () => {
  expect(
    attributesOf({ credentials: { user: "u", n: 7, ok: true, none: null, empty: "", list: ["a"] } }),
  ).toEqual({
    credentials: {
      ...{ user: "[redacted:token]", n: 7, ok: true, none: null, empty: "" },
      list: ["[redacted:token]"],
    },
  });
});

test.each([
  [{ password: 12345678 }, { password: "[redacted:password]" }],
  [{ has_password: true }, { has_password: true }],
  [{ total_tokens: 1500 }, { total_tokens: 1500 }],
  [{ reference: 4111111111111111 }, { reference: "[redacted:card]" }],
  [
    {
      headers: [
        ["cookie", "a=b"],
        ["host", "x"],
      ],
    },
    {
      headers: [
        ["cookie", "[redacted:cookie]"],
        ["host", "x"],
      ],
    },
  ],
  [
    { form: { name: "password", value: "made-up" } },
    { form: { name: "password", value: "[redacted:password]" } },
  ],
  [{ password: { key: "plain" } }, { password: { key: "[redacted:password]" } }],
  [{ key: { password: "plain", n: "plain" } }, { key: { password: "[redacted:password]", n: "plain" } }],
  [{ tokens: { password: 12345678, n: 17 } }, { tokens: { password: "[redacted:password]", n: 17 } }],
  [{ card: { password: "plain" } }, { card: { password: "[redacted:card]" } }],
  [{ tokens: "1500" }, { tokens: "1500" }],
  [{ tokens: "made-up" }, { tokens: "[redacted:token]" }],
  [
    { form: { key: "password", value: "made-up" } },
    { form: { key: "password", value: "[redacted:password]" } },
  ],
  [
    { form: { name: "password", value: ["made-up"], other: "made-up" } },
    { form: { name: "password", value: ["[redacted:password]"], other: "made-up" } },
  ],
  [{ pair: ["cookie", "a=b", "c"] }, { pair: ["cookie", "a=b", "c"] }],
  [{ reference: 9_999_999_999_999 }, { reference: 9_999_999_999_999 }],
  [{ password: "" }, { password: "" }],
  [{ password: "****" }, { password: "****" }],
  [{ password: "[redacted:password]" }, { password: "[redacted:password]" }],
  [{ body: '"password=made-up"' }, { body: '"password=[redacted:password]"' }],
  [{ body: '["password=made-up"]' }, { body: '["password=[redacted:password]"]' }],
  [{ body: "{password=made-up}" }, { body: "{password=[redacted:password]}" }],
  [{ form: { name: "sku", value: "SKU-1" } }, { form: { name: "sku", value: "SKU-1" } }],
])("%j becomes %j", (attributes, redacted) => {
  expect(attributesOf(attributes)).toEqual(redacted);
});

test("keys that collide after redaction are all kept", () => {
  expect(attributesOf({ "jane@example.com": 1, "john@example.com": 2, "[redacted:email]#2": 3 })).toEqual({
    "[redacted:email]": 1,
    "[redacted:email]#2": 3,
    "[redacted:email]#3": 2,
  });
});

test("a key named __proto__ is redacted like any other", () => {
  const attributes = JSON.parse('{"__proto__":{"password":"made-up"}}') as Record<string, unknown>;
  expect(JSON.stringify(attributesOf(attributes))).toBe('{"__proto__":{"password":"[redacted:password]"}}');
});

test("JSON in a string stays JSON after repeated redaction, and a duplicate key hides no secret", () => {
  const body = JSON.stringify({ password: ["made-up", { deep: "made-up" }] });
  const once = attributesOf({ body });
  expect(JSON.parse((once as { body: string }).body)).toEqual({
    password: ["[redacted:password]", { deep: "[redacted:password]" }],
  });
  expect(attributesOf(once ?? {})).toEqual(once);
  expect(attributesOf({ body: '{"password":"made-up","password":""}' })).toEqual({ body: '{"password":""}' });
});

test("a secret with a recognizable form occurs nowhere in a redacted text", () => {
  fc.assert(
    fc.property(secretInText, fc.string(), fc.string(), ({ secret, text }, before, after) => {
      const redacted = redactText(`${before} ${text}\n${after}`);
      expect(redacted.text).not.toContain(secret);
      expect(redacted.replacements).toBeGreaterThan(0);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

test("a secret at any place of a record occurs nowhere after redaction, and the structure stays", () => {
  const planted = fc.oneof(
    secretInText.map(({ secret, text }) => ({ secret, leaf: text })),
    fc.tuple(sensitiveKey, opaqueSecret).map(([key, secret]) => ({ secret, leaf: { [key]: secret } })),
    fc
      .tuple(sensitiveKey, opaqueSecret)
      .map(([key, secret]) => ({ secret, leaf: { [key]: { deep: [secret] } } })),
    cardNumber.map((secret) => ({ secret, leaf: { [`paid with ${secret}`]: 1 } })),
  );
  const around = fc.array(fc.tuple(fc.string(), fc.jsonValue({ maxDepth: 2 }), fc.boolean()), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(planted, around, ({ secret, leaf }, levels) => {
      const attributes = levels.reduce<unknown>(
        (inner, [key, beside, list]) =>
          list
            ? [beside, inner]
            : fromEntries([
                ["beside", beside],
                [`k${key}`, inner],
              ]),
        leaf,
      );
      const { record } = redactRecord({ attributes: { attributes } });
      expect(JSON.stringify(record)).not.toContain(secret);
      expect(shapeOf(record.attributes)).toEqual(shapeOf({ attributes }));
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

test("redacting twice changes nothing", () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string(),
        secretInText.map((planted) => planted.text),
        fc.constantFrom("password", "=", ":", '"', "[redacted:", "email]", "@", "token", ",", "]"),
      ),
    )
    .map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (written) => {
      const once = redactText(written).text;
      expect(redactText(once)).toEqual({ text: once, replacements: 0, classes: [], failed: false });
    }),
    { numRuns: propertyRuns(2_000) },
  );
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(sensitiveKey, text), fc.oneof(fc.jsonValue(), text)), (attributes) => {
      const once = redactRecord({ attributes }).record;
      expect(redactRecord(once)).toEqual({ record: once, replacements: 0, classes: [], failed: false });
    }),
    { numRuns: propertyRuns(100) },
  );
});

/** The nesting, the numbers of keys and items, and the type of each unredacted leaf. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return "leaf";
  return Object.values(value).map(shapeOf);
}

function fromEntries(entries: [string, unknown][]): unknown {
  return Object.fromEntries(entries);
}

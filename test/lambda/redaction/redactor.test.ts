import type { LogRecord } from "../../../catalog";
import type { Detector } from "../../../lambda/redaction/detectors/detector";
import { createRedactor } from "../../../lambda/redaction/redactor";

const SAFE = {
  "@timestamp": "2026-01-01T00:00:00.000Z",
  level: "ERROR",
  value: 17,
  status: 500,
  duration_ms: 3.5,
} as const satisfies LogRecord;
const RECORD: LogRecord = { ...SAFE, message: "made-up: 1", logger: "made-up", attributes: { made: ["up"] } };

const BROKEN: Detector = {
  ...{
    name: "broken",
    kind: "token",
    description: "anything",
    source: "this test",
    examples: [],
  },
  ...{ anchor: { at: "word", prefixes: ["made"] }, patterns: [] },
  read() {
    throw new Error("made-up");
  },
};
const broken = createRedactor({ detectors: [BROKEN] });
const KEY = "made-up key of an environment";

test("a record whose redaction fails keeps only fields without text, and the number of withheld characters", () => {
  expect(broken.redactRecord(RECORD)).toEqual({
    record: { ...SAFE, message: "[redaction failed: 23 characters withheld]" },
    replacements: 0,
    classes: [],
    failed: true,
  });
});

test("a text whose redaction fails is withheld", () => {
  expect(broken.redactText("made-u1")).toEqual({
    text: "[redaction failed: 7 characters withheld]",
    replacements: 0,
    classes: [],
    failed: true,
  });
});

test("a text or record above the budget is withheld", () => {
  const small = createRedactor({ budget: 20 });
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

test("with a key, a withheld text has a hash that identifies its line in the log group", () => {
  const keyed = createRedactor({ detectors: [BROKEN], hashKey: KEY });
  const { text } = keyed.redactText("made-u1");
  expect(text).toMatch(/^\[redaction failed: 7 characters withheld, hash [\da-f]{16}\]$/);
  expect(keyed.redactText("made-u1").text).toBe(text);
  expect(keyed.redactText("made-u2").text).not.toBe(text);
  expect(keyed.redactRecord(RECORD).record.message).toMatch(/23 characters withheld, hash [\da-f]{16}\]$/);
});

const ADDRESS = ["jane", "example.com"].join("@");
const HOST = "203.0.113.17";

test("with a key, the same e-mail address has the same hash", () => {
  const { redactText } = createRedactor({ hashKey: KEY });
  const { text } = redactText(`to ${ADDRESS}`);
  expect(text).toMatch(/^to \[redacted:email:[\da-f]{16}\]$/);
  expect(redactText(`to ${ADDRESS.toUpperCase()}`).text).toBe(text);
  expect(redactText(`to ${ADDRESS.replace("@", "%40")}`).text).toBe(text);
  expect(redactText(`to x${ADDRESS}`).text).not.toBe(text);
  expect(createRedactor({ hashKey: `${KEY} of another` }).redactText(`to ${ADDRESS}`).text).not.toBe(text);
  expect(redactText(text)).toEqual({ text, replacements: 0, classes: [], failed: false });
});

test("without a key, classes with the redaction action hash are masked", () => {
  expect(createRedactor().redactText(`to ${ADDRESS}`).text).toBe("to [redacted:email]");
});

test("a credential has no hash, because the key would allow guessing it", () => {
  expect(createRedactor({ hashKey: KEY }).redactText("password=made-up").text).toBe(
    "password=[redacted:password]",
  );
});

test.each(["audit", "security"] as const)("the %s log keeps IP addresses only", (log) => {
  const { redactText } = createRedactor();
  expect(redactText(`${ADDRESS} from ${HOST}`, log).text).toBe(`[redacted:email] from ${HOST}`);
});

test("the environment's overrides take precedence over the log's", () => {
  const { redactText, redactRecord } = createRedactor({
    overrides: { network: { kind: "mask" }, contact: { kind: "keep", reason: "this test" } },
  });
  expect(redactText(`${ADDRESS} from ${HOST}`, "audit").text).toBe(`${ADDRESS} from [redacted:ip]`);
  expect(redactRecord({ attributes: { email: ADDRESS, ip: HOST } }, "audit").record.attributes).toEqual({
    email: ADDRESS,
    ip: "[redacted:ip]",
  });
});

test("an observer is told the class, the action and the value of a replacement", () => {
  const seen: unknown[] = [];
  const { redactText } = createRedactor({
    hashKey: KEY,
    onReplacement: (replacement) => seen.push(replacement),
  });
  redactText(`${ADDRESS} password=made-up`);
  expect(seen).toEqual([
    { detector: "e-mail address", kind: "email", class: "contact", action: "hash", path: "", value: ADDRESS },
    {
      detector: "assignment",
      kind: "password",
      class: "credential",
      action: "mask",
      path: "",
      value: "made-up",
    },
  ]);
});

test("an observer receives the detector and the path of every replacement", () => {
  const seen: string[] = [];
  const { redactRecord } = createRedactor({
    onReplacement: ({ detector, path, kind }) => seen.push(`${path}: ${kind} by ${detector}`),
  });
  redactRecord({
    message: `to ${ADDRESS}`,
    attributes: { list: [{ password: "made-up" }], body: JSON.stringify({ to: ADDRESS }) },
  });
  expect(seen).toEqual([
    "message: email by e-mail address",
    "attributes.list[0].password: password by key",
    "attributes.body.to: email by e-mail address",
  ]);
});

test("labels do not count towards the budget, so text that they lengthen passes a second redaction", () => {
  const addresses = Array.from({ length: 5 }, (_, n) => ["a", `b${n}.co`].join("@"));
  const { redactRecord, redactText } = createRedactor({ hashKey: KEY, budget: 50 });
  const { record, failed } = redactRecord({ message: addresses.join(" ") });
  expect({ failed, length: record.message?.length }).toEqual({ failed: false, length: 5 * 33 + 4 });
  expect(redactRecord(record)).toEqual({ record, replacements: 0, classes: [], failed: false });
  expect(redactText(record.message ?? "")).toEqual({
    text: record.message,
    replacements: 0,
    classes: [],
    failed: false,
  });
});

test("JSON text that redaction lengthens beyond the budget is withheld at once, not by a second redaction", () => {
  const body = `{"to":"${ADDRESS}","n":[${Array.from({ length: 10 }, () => "1e20").join()}]}`;
  const { redactRecord } = createRedactor({ budget: 250 });
  const { record, failed } = redactRecord({ message: body });
  expect(failed).toBe(true);
  expect(redactRecord(record)).toEqual({ record, replacements: 0, classes: [], failed: false });
});

test("a withheld text stays as it is, even if its hash looks like a card number", () => {
  const message = "[redaction failed: 7 characters withheld, hash 4111111111111111]";
  const { redactRecord } = createRedactor({ hashKey: KEY });
  expect(redactRecord({ message })).toEqual({
    record: { message },
    replacements: 0,
    classes: [],
    failed: false,
  });
});

const SENTENCE = "login with password=made-up-1 refused";

test.each([
  ["a pair whose first item is JSON", ['["password",{}]', "password"]],
  [
    "a key that contains a secret, below a sensitive key",
    { name: ["pswd", { [`${SENTENCE} driver license number`]: SENTENCE }] },
  ],
  ["a value that looks like an id after a replacement", { cpf: [`?user=${ADDRESS}&n=1password`] }],
])("a second redaction changes nothing: %s", (_, value) => {
  const { redactRecord } = createRedactor({ hashKey: KEY });
  const { record } = redactRecord({ attributes: { value } });
  expect(redactRecord(record)).toEqual({ record, replacements: 0, classes: [], failed: false });
});

test.each([
  ["an address in quotes", "from 'jane.roe@example.com'", "from '", "jane.roe@example.com"],
  ["an address in bytes of Python", "b'jane.roe@example.com'", "b'", "jane.roe@example.com"],
  [
    "an address in a constraint",
    "Key (email)=(jane.roe@example.com)",
    "Key (email)=(",
    "jane.roe@example.com",
  ],
  ["an address under a key", "email: jane.roe@example.com", "email: ", "jane.roe@example.com"],
  ["an IPv4 address in IPv6", "from ::ffff:203.0.113.7", "from ", "203.0.113.7"],
  ["a long IPv6 address", "from 2001:0db8:0:0:0:0:0:17", "from ", "2001:db8::17"],
])("%s has the hash of the bare value, and what is around it stays", (_, text, before, bare) => {
  const { redactText } = createRedactor({ hashKey: ["made-up", "key"].join(" ") });
  const label = redactText(bare).text;
  expect(label).toMatch(/^\[redacted:[a-z]+:[\da-f]{16}\]$/);
  expect(redactText(text).text.slice(0, before.length + label.length)).toBe(before + label);
});

test("a text of as many characters as the budget is redacted, and labels do not count", () => {
  const { redactText } = createRedactor({ budget: 4 });
  for (const text of ["four", "[redacted:email]four"])
    expect(redactText(text)).toMatchObject({ text, failed: false });
  for (const text of ["fives", "[redacted:email]fives"]) expect(redactText(text).failed).toBe(true);
});

test("a record can be withheld without a redaction", () => {
  expect(createRedactor().withholdRecord(RECORD)).toEqual({
    ...SAFE,
    message: "[redaction failed: 23 characters withheld]",
  });
});

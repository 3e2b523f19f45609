import { DataIdentifier } from "aws-cdk-lib/aws-logs";
import * as fc from "fast-check";
import {
  CUSTOM_IDENTIFIERS,
  CUSTOM_LIMITS,
  type CustomIdentifier,
  identifierNames,
  UNMASKED_IDENTIFIERS,
  MANAGED_IDENTIFIERS,
  namesOf,
} from "../../catalog";
import { generateLines } from "../../local/traffic/generate-lines";

/** Every managed data identifier that the CDK knows. */
const KNOWN = Object.values(DataIdentifier)
  .filter((value) => value instanceof DataIdentifier)
  .map(({ name }) => name);
const CUSTOM: readonly CustomIdentifier[] = CUSTOM_IDENTIFIERS;
const named = CUSTOM.map((identifier): [string, CustomIdentifier] => [identifier.name, identifier]);

test.each(MANAGED_IDENTIFIERS.flatMap(namesOf))(
  "%s is a managed data identifier of CloudWatch Logs",
  (name) => {
    expect(KNOWN).toContain(name);
  },
);

test.each(UNMASKED_IDENTIFIERS.flatMap(({ names }) => names))(
  "%s is a managed data identifier that the catalogue leaves unmasked",
  (name) => {
    expect(KNOWN).toContain(name);
    expect(identifierNames()).not.toContain(name);
  },
);

test("no custom identifier has the name of another or of a managed one", () => {
  expect(new Set(identifierNames()).size).toBe(identifierNames().length);
  for (const { name } of CUSTOM) expect(KNOWN).not.toContain(name);
});

test("the number of custom data identifiers is within the limit of a policy", () => {
  expect(CUSTOM.length).toBeLessThanOrEqual(CUSTOM_LIMITS.identifiers);
});

test.each(named)("name and regex of %s are within the limits of a policy", (_, { name, regex }) => {
  expect(name).toMatch(CUSTOM_LIMITS.nameCharacters);
  expect(regex).toMatch(CUSTOM_LIMITS.regexCharacters);
});

test.each(["(a)", 'a"b', "a:b", "a&b", "a".repeat(201), ""])(
  "the limits of a policy reject the regex %s",
  (regex) => {
    expect(regex).not.toMatch(CUSTOM_LIMITS.regexCharacters);
  },
);

const examples = CUSTOM.flatMap((identifier) =>
  identifier.examples.map(([text, masked = text]) => [identifier.name, text, masked, identifier] as const),
);

test.each(named)("%s has an example that is masked and one that is not", (_, { examples: rows }) => {
  expect(rows.filter(([, masked]) => masked !== undefined)).not.toEqual([]);
  expect(rows.filter(([, masked]) => masked === undefined)).not.toEqual([]);
});

test.each(examples)("%s masks the expected part of %s", (_, text, masked, identifier) => {
  expect(mask(text, [identifier])).toBe(masked);
});

test("masking any text of a record keeps it a record of the same shape", () => {
  const part = fc.oneof(
    fc.constantFrom(...examples.map(([, text]) => text)),
    fc.constantFrom(" ", "'", '"', "\\", "\n", "&", "=", ":", "//", "@", "é", "password", "secret_"),
    fc.string(),
  );
  const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
  // Names and values that an identifier would match if its match reached from one to the other.
  const key = fc.oneof(
    fc.constantFrom("password", "client_secret", "api_key", "access_token", "Bearer"),
    text,
  );
  const value = fc.oneof(fc.constant("made-up-0123456789-made-up"), text);
  fc.assert(
    fc.property(key, value, (name, message) => {
      const line = JSON.stringify({
        level: "ERROR",
        message,
        attributes: { [`x_${name}`]: message, count: 7 },
      });
      const read = JSON.parse(mask(line)) as { attributes: object };
      expect(read).toMatchObject({ level: "ERROR", message: expect.any(String) as unknown });
      expect(Object.values(read.attributes)).toEqual([expect.any(String), 7]);
    }),
  );
});

test("no ordinary line of InventorySync is masked", () => {
  const ordinary = generateLines({ seed: 20_260_301, lines: 5_000, now: Date.UTC(2026, 2, 1) }).filter(
    ({ plantedSecret }) => plantedSecret === undefined,
  );
  expect(ordinary.length).toBeGreaterThan(4_000);
  expect(ordinary.map(({ text }) => mask(text))).toEqual(ordinary.map(({ text }) => text));
});

test("the fields of the deployment guide are not masked", () => {
  const line = JSON.stringify({
    "@timestamp": "2026-03-01T12:00:00.000Z",
    level: "INFO",
    logger: "inventorysync.api",
    message: "stock of SKU SK-4711-XL set to 12 at 19.99 EUR, order #1001, EAN 4006381333931",
    request_id: "6f1c2a34-9b1d-4c8e-8f5a-0d2b7c3e4f10",
    trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    span_id: "00f067aa0ba902b7",
    shop: "papaya-home.myshopify.com",
    actor: "usr_01J9ZK3V7Q8W2E4R6T8Y0U1I3O",
    path: "/api/v1/products/8204471894213/variants",
    release: "1.4.0.2+4f2c9d1",
  });
  expect(mask(line)).toBe(line);
});

/** Masks as CloudWatch Logs does: an asterisk for each character that an identifier matches. */
function mask(text: string, identifiers: readonly CustomIdentifier[] = CUSTOM): string {
  return identifiers.reduce(
    (masked, { regex }) => masked.replace(new RegExp(regex, "g"), (secret) => "*".repeat(secret.length)),
    text,
  );
}

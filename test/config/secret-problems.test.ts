import fc from "fast-check";
import { TOKEN_IDENTIFIERS } from "../../catalog";
import { check } from "../../config/check";
import { ConfigurationError } from "../../config/configuration-error";
import { checkAll } from "../../config/load";
import { domain, minimal } from "../fixtures/config/minimal";

// Invented, and built from parts so that secret scanners do not report them.
const HEX = "0123456789abcdef";
const DSN = ["https://", HEX, HEX, "@o1.ingest.example.com/42"].join("");
const DATADOG_KEY = [HEX, HEX].join("");
const DATADOG_APP_KEY = [HEX, HEX, HEX.slice(0, 8)].join("");
const WITH_PASSWORD = ["https://elastic:", "made-up", "@es.example.com:9200"].join("");
const ELASTIC_KEY = Buffer.from(["made-up-id", "made-up-key-made-up"].join(":")).toString("base64");
const AWS_KEY = ["AKIA", "MADEUPMADEUPMADE"].join("");

const SECRETS = {
  "a DSN": DSN,
  "a Datadog key": DATADOG_KEY,
  "a Datadog application key": DATADOG_APP_KEY,
  "an address with a password": WITH_PASSWORD,
  "a host with a password": WITH_PASSWORD.replace("https://", ""),
  "a URL with a key": ["https://es.example.com/?api_key=", "made-up"].join(""),
  "an Elasticsearch API key": ELASTIC_KEY,
  "an AWS access key": AWS_KEY,
  "a header": ["Bearer ", "made-up-token"].join(""),
};

const reportOf = (input: unknown): string => {
  try {
    checkAll([{ file: "config/environments/test.ts", input }]);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return "";
};

test.each(
  TOKEN_IDENTIFIERS.flatMap(({ name, examples }) =>
    examples.flatMap(([text, masked]) => (masked === undefined ? [] : [[name, text, masked] as const])),
  ),
)("a configuration with a value that CloudWatch Logs masks as %s is rejected", (_, text, masked) => {
  const secret = text.slice(masked.indexOf("*"), masked.lastIndexOf("*") + 1);
  const report = reportOf({ ...minimal, foo: secret });

  expect(report).toContain("no secret in a configuration file");
  expect(report).not.toContain(secret);
});

describe.each(Object.entries(SECRETS))("%s", (_, secret) => {
  test.each([
    ["a setting", { ...minimal, sentry: { environment: secret } }],
    ["a whole section", { ...minimal, datadog: secret }],
    [
      "a list",
      { ...minimal, search: { kind: "external", hosts: [secret], authentication: { kind: "sigv4" } } },
    ],
    [
      "the name of a secret",
      { ...minimal, search: { ...domain, authentication: { kind: "basic", secretName: secret } } },
    ],
    ["an unknown key", { ...minimal, foo: { bar: [{ baz: secret }] } }],
    ["the environment's name", { ...minimal, environment: secret }],
    ["a key", { ...minimal, [secret]: true }],
    ["the file itself", secret],
  ])("as %s is rejected and never printed", (_where, input) => {
    const report = reportOf(input);

    expect(report).toContain("no secret in a configuration file: store it in Secrets Manager");
    expect(report).not.toContain(secret);
  });
});

test.each([
  ["sentry", { sentry: { dsn: DSN } }, "sentry.dsn", "inventorysync/test/sentry-dsn"],
  ["datadog", { datadog: { apiKey: DATADOG_KEY } }, "datadog.apiKey", "inventorysync/test/datadog-api-key"],
  ["the root", { SENTRY_DSN: "left-out" }, "SENTRY_DSN", "inventorysync/test/sentry-dsn"],
  ["the root", { DD_API_KEY: "left-out" }, "DD_API_KEY", "inventorysync/test/datadog-api-key"],
  [
    "search",
    {
      search: {
        kind: "external",
        hosts: ["https://es.example.com"],
        authentication: { kind: "basic", secretName: "es", password: "made-up" },
      },
    },
    "search.authentication.password",
    "inventorysync/test/search-engine (see search.authentication.secretName)",
  ],
])("a secret in %s is reported with the Secrets Manager secret to use", (_, part, path, home) => {
  expect(check({ ...minimal, ...part })).toMatchObject({
    problems: [
      { path, accepted: `no secret in a configuration file: store it in Secrets Manager, as ${home}` },
    ],
  });
});

test.each([
  "password",
  "PASSWORD",
  "api_key",
  "api-key",
  "accessToken",
  "client_secret",
  "credentials",
  "dbPwd",
])("any value of a key named %s is rejected", (key) => {
  const report = reportOf({ ...minimal, app: { [key]: { nested: "made-up" } } });

  expect(report).toContain("a secret (not shown)");
  expect(report).not.toContain("made-up");
});

test("the value of an unknown key is not printed", () => {
  expect(reportOf({ ...minimal, passwrd: "made-up" })).not.toContain("made-up");
});

test("a password in place of the name of a secret is not printed", () => {
  const report = reportOf({
    ...minimal,
    search: { ...domain, authentication: { kind: "basic", secretName: "made up!" } },
  });

  expect(report).toContain("(8 characters, not shown)");
  expect(report).not.toMatch(/made ?up/);
});

test.each([
  "inventorysync/production/search-engine",
  "arn-like/Name_With-Case-AbC1dE/and/more/of/it/0123456789",
  "prod+es@example=1",
])("the secret name %s is accepted", (secretName) => {
  expect(
    check({ ...minimal, search: { ...domain, authentication: { kind: "basic", secretName } } }),
  ).toHaveProperty("config");
});

test.each(["on-call@example.com", "/inventorysync/test/on-call"])(
  "the recipient %s is accepted",
  (address) => {
    const notify = [{ kind: "email", address }];
    expect(check({ ...minimal, alarms: { notify } })).toHaveProperty("config");
  },
);

test("no report prints a secret, at any place of a configuration", () => {
  const secret = fc.constantFrom(...Object.values(SECRETS));
  const key = fc.constantFrom(
    "app",
    "search",
    "sentry",
    "datadog",
    "hosts",
    "kind",
    "environment",
    "secretName",
    "foo",
    "retentionDays",
  );
  const path = fc.array(fc.oneof(key, fc.string({ maxLength: 5 }), fc.constant(0)), {
    minLength: 1,
    maxLength: 5,
  });
  const place = (keys: readonly (string | number)[], value: unknown): unknown =>
    keys.reduceRight<unknown>((inner, at) => (at === 0 ? [inner] : Object.fromEntries([[at, inner]])), value);

  fc.assert(
    fc.property(secret, path, fc.boolean(), (value, keys, asKey) => {
      const part = asKey ? place([...keys, value], true) : place(keys, value);
      const report = reportOf(Array.isArray(part) ? part : { ...minimal, ...(part as object) });

      expect(report).toContain("Secrets Manager");
      expect(report).not.toContain(value);
    }),
  );
});

import { type ForwarderVariables, parseSettings } from "../../../lambda/forwarder/settings";

const OPENSEARCH = {
  OPENSEARCH_ENDPOINTS: "https://a.example, https://b.example:9200",
  OPENSEARCH_AUTHENTICATION: "basic",
  OPENSEARCH_SECRET_ID: "staging/search",
  OPENSEARCH_BULK_SIZE: "500",
} as const satisfies Partial<ForwarderVariables>;
const SENTRY = { SENTRY_DSN_SECRET_ID: "staging/sentry-dsn", SENTRY_ENVIRONMENT: "staging" } as const;
const DATADOG = {
  DATADOG_API_KEY_SECRET_ID: "staging/datadog-api-key",
  DATADOG_INTAKE_URL: "https://http-intake.logs.datadoghq.com",
} as const;
const COMMON = {
  ENVIRONMENT: "staging",
  PARKING_BUCKET: "parking",
  REDACTION_KEY_SECRET_ID: "redaction-key",
};
const ALL = { ...COMMON, ...OPENSEARCH, ...SENTRY, ...DATADOG };

test("the settings of every sink are read from the environment variables", () => {
  expect(parseSettings(ALL)).toEqual({
    environment: "staging",
    parkingBucket: "parking",
    redactionKeySecretId: "redaction-key",
    sampleRates: {},
    sinks: {
      opensearch: {
        endpoints: ["https://a.example", "https://b.example:9200"],
        authentication: { kind: "basic", secretId: "staging/search" },
        bulkSize: 500,
      },
      sentry: {
        dsnSecretId: "staging/sentry-dsn",
        environment: "staging",
        addressPolicy: { allowPrivate: false },
      },
      datadog: {
        apiKeySecretId: "staging/datadog-api-key",
        intakeUrl: "https://http-intake.logs.datadoghq.com",
      },
    },
  });
});

test("sigv4 needs no secret", () => {
  const variables = { ...ALL, OPENSEARCH_AUTHENTICATION: "sigv4", OPENSEARCH_SECRET_ID: "" } as const;
  expect(parseSettings(variables).sinks.opensearch).toMatchObject({ authentication: { kind: "sigv4" } });
});

test("a sink without its variables has no settings", () => {
  const variables = { ...COMMON, SENTRY_DSN_SECRET_ID: "dsn" };
  expect(parseSettings(variables)).toEqual({
    environment: "staging",
    parkingBucket: "parking",
    redactionKeySecretId: "redaction-key",
    sampleRates: {},
    sinks: { sentry: { dsnSecretId: "dsn", addressPolicy: { allowPrivate: false } } },
  });
});

test("sampling rates are read by log", () => {
  const variables = { ...ALL, SAMPLE_RATES: "performance=0.25, application=1" };
  expect(parseSettings(variables).sampleRates).toEqual({ performance: 0.25, application: 1 });
});

test("the environment's overrides are read", () => {
  const redactionOverrides = {
    network: { kind: "keep", reason: "made up" },
    contact: { kind: "hash" },
    credential: { kind: "mask" },
  };
  const variables = { ...ALL, REDACTION_OVERRIDES: JSON.stringify(redactionOverrides) };
  expect(parseSettings(variables).redactionOverrides).toEqual(redactionOverrides);
});

const INVALID_OVERRIDES = "REDACTION_OVERRIDES is not JSON of redaction actions";

test.each<[Record<string, string | undefined>, string]>([
  [{ REDACTION_OVERRIDES: "{" }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: "[]x" }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: "null" }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"contact":"mask"}' }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"contact":{"kind":"encrypt"}}' }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"contact":{"kind":"hash"},"network":{}}' }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"other":{"kind":"mask"}}' }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"contact":{"kind":"keep"}}' }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"credential":{"kind":"hash"}}' }, INVALID_OVERRIDES],
  [{ REDACTION_OVERRIDES: '{"credential":{"kind":"keep","reason":"made up"}}' }, INVALID_OVERRIDES],
  [
    { REDACTION_KEY_SECRET_ID: "" },
    "REDACTION_KEY_SECRET_ID is missing, expected the secret with the hash key",
  ],
  [{ PARKING_BUCKET: "" }, "PARKING_BUCKET is missing, expected the name of the parking bucket"],
  [{ SAMPLE_RATES: "audit=0.5" }, "SAMPLE_RATES has audit=0.5, expected application or performance"],
  [{ SAMPLE_RATES: "performance=0" }, "SAMPLE_RATES has performance=0"],
  [{ SAMPLE_RATES: "performance=2" }, "SAMPLE_RATES has performance=2"],
  [{ SAMPLE_RATES: "performance" }, "SAMPLE_RATES has performance, expected"],
  [{ SAMPLE_RATES: "performance=" }, "SAMPLE_RATES has performance=, expected"],
  [{ ENVIRONMENT: undefined }, "ENVIRONMENT is missing, expected the name of the environment"],
  [{ OPENSEARCH_BULK_SIZE: undefined }, "OPENSEARCH_BULK_SIZE is missing"],
  [{ OPENSEARCH_BULK_SIZE: "0" }, "OPENSEARCH_BULK_SIZE is 0, expected a whole number of at least 1"],
  [{ OPENSEARCH_BULK_SIZE: "5x" }, "OPENSEARCH_BULK_SIZE is 5x, expected a whole number of at least 1"],
  [{ OPENSEARCH_BULK_SIZE: "-5" }, "OPENSEARCH_BULK_SIZE is -5, expected a whole number of at least 1"],
  [
    { OPENSEARCH_AUTHENTICATION: "none" },
    "OPENSEARCH_AUTHENTICATION is none, expected one of sigv4, basic, apiKey",
  ],
  [
    { OPENSEARCH_AUTHENTICATION: "" },
    "OPENSEARCH_AUTHENTICATION is missing, expected one of sigv4, basic, apiKey",
  ],
  [
    { OPENSEARCH_SECRET_ID: undefined },
    "OPENSEARCH_SECRET_ID is missing, expected the secret with the credentials of basic",
  ],
  [
    { OPENSEARCH_AUTHENTICATION: "sigv4" },
    "OPENSEARCH_SECRET_ID is set, but OPENSEARCH_AUTHENTICATION is sigv4",
  ],
  [
    { OPENSEARCH_ENDPOINTS: "https://a.example,https://127.1" },
    "OPENSEARCH_ENDPOINTS is a private address without forwarding.allowPrivateAddresses",
  ],
  [{ DATADOG_INTAKE_URL: "http://datadog.example" }, "DATADOG_INTAKE_URL is a URL without TLS"],
  [{ ALLOW_PRIVATE_ADDRESSES: "yes" }, 'ALLOW_PRIVATE_ADDRESSES is "yes", expected true, or no value'],
  [{ OPENSEARCH_ENDPOINTS: "a.example" }, "OPENSEARCH_ENDPOINTS is not a URL, expected a URL"],
  [{ OPENSEARCH_ENDPOINTS: undefined }, "OPENSEARCH_BULK_SIZE is set, but OPENSEARCH_ENDPOINTS is not"],
  [{ SENTRY_DSN_SECRET_ID: undefined }, "SENTRY_ENVIRONMENT is set, but SENTRY_DSN_SECRET_ID is not"],
  [{ DATADOG_INTAKE_URL: undefined }, "DATADOG_INTAKE_URL is missing, expected the URL of the logs intake"],
  [{ DATADOG_INTAKE_URL: "datadog" }, "DATADOG_INTAKE_URL is not a URL, expected a URL"],
  [
    { DATADOG_API_KEY_SECRET_ID: undefined },
    "DATADOG_INTAKE_URL is set, but DATADOG_API_KEY_SECRET_ID is not",
  ],
])("%j is reported: %s", (change, problem) => {
  expect(() => parseSettings({ ...ALL, ...change })).toThrow(problem);
});

test("private addresses are accepted if the environment allows them", () => {
  const { sinks } = parseSettings({
    ...ALL,
    DATADOG_INTAKE_URL: "http://127.0.0.1:10516",
    ALLOW_PRIVATE_ADDRESSES: "true",
  });
  expect(sinks).toMatchObject({
    sentry: { addressPolicy: { allowPrivate: true } },
    datadog: { intakeUrl: "http://127.0.0.1:10516" },
  });
});

test("all problems are reported together", () => {
  expect(() => parseSettings({ OPENSEARCH_BULK_SIZE: "5", DATADOG_INTAKE_URL: "x" })).toThrow(
    /OPENSEARCH_BULK_SIZE.*DATADOG_INTAKE_URL.*ENVIRONMENT/,
  );
});

test("a missing URL is reported once", () => {
  expect(() => parseSettings({ ...ALL, DATADOG_INTAKE_URL: "" })).toThrow(
    /: DATADOG_INTAKE_URL is missing, expected the URL of the logs intake$/,
  );
});

test("a forwarder without a sink is rejected", () => {
  expect(() => parseSettings({ ENVIRONMENT: "staging" })).toThrow(
    "no sink is set; set OPENSEARCH_ENDPOINTS or SENTRY_DSN_SECRET_ID or DATADOG_API_KEY_SECRET_ID",
  );
});

test("a forwarder whose only sink has a problem is not told that no sink is set", () => {
  expect(() => parseSettings({ ...COMMON, DATADOG_INTAKE_URL: "https://intake.example" })).toThrow(
    /^(?!.*no sink is set).*DATADOG_INTAKE_URL is set/,
  );
});

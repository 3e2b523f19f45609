import { appEnvironment, type EnvironmentConfig } from "../../config";
import { check } from "../../config/check";
import { settingAt } from "../../config/setting-schema";
import { domain, minimal } from "../fixtures/config/minimal";

/** The deployment guide, section 1, in its order. */
const GUIDE = [
  "ENVIRONMENT",
  "LOG_LEVEL",
  "LOG_FORMAT",
  "LOG_DIR",
  "ENABLE_SENTRY",
  "SENTRY_DSN",
  "SENTRY_ENVIRONMENT",
  "SENTRY_TRACES_SAMPLE_RATE",
  "SENTRY_PROFILES_SAMPLE_RATE",
  "ENABLE_APM",
  "ENABLE_PERFORMANCE_LOGGING",
  "LOG_AGGREGATION_TYPE",
  "ELASTICSEARCH_HOSTS",
  "ES_BULK_SIZE",
  "ES_FLUSH_INTERVAL",
  "AWS_DEFAULT_REGION",
  "CLOUDWATCH_STREAM_NAME",
  "DATADOG_API_KEY",
  "DATADOG_SITE",
];

const external = {
  kind: "external",
  hosts: ["https://a.example.com:9200", "https://b.example.com:9200"],
  authentication: { kind: "apiKey", secretName: "es" },
  bulkSize: 500,
  flushIntervalSeconds: 9,
};

const configOf = (part: object): EnvironmentConfig => {
  const checked = check({ ...minimal, ...part });
  if ("problems" in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.config;
};
const valuesOf = (part: object) =>
  Object.fromEntries(appEnvironment(configOf(part), "api").map(({ name, value }) => [name, value]));

test("the variables are those of the deployment guide, in its order", () => {
  expect(appEnvironment(configOf({}), "api").map(({ name }) => name)).toEqual(GUIDE);
});

test.each(appEnvironment(configOf({ search: external }), "api").map(({ name, setting }) => [name, setting]))(
  "the setting of %s exists: %s",
  (_, setting) => {
    expect(settingAt(setting.split("."), { search: external })).toBeDefined();
  },
);

test("an environment with every feature renders the example of the deployment guide", () => {
  const values = valuesOf({
    environment: "production",
    region: "us-east-1",
    search: external,
    sentry: {},
    datadog: {},
    alarms: { notify: [{ kind: "email", address: "/inventorysync/production/on-call" }] },
  });

  expect(values).toEqual({
    ENVIRONMENT: "production",
    LOG_LEVEL: "INFO",
    LOG_FORMAT: "json",
    LOG_DIR: "/var/log/inventorysync",
    ENABLE_SENTRY: "true",
    SENTRY_DSN: { secret: "inventorysync/production/sentry-dsn" },
    SENTRY_ENVIRONMENT: "production",
    SENTRY_TRACES_SAMPLE_RATE: "0.1",
    SENTRY_PROFILES_SAMPLE_RATE: "0.1",
    ENABLE_APM: "true",
    ENABLE_PERFORMANCE_LOGGING: "true",
    LOG_AGGREGATION_TYPE: "elasticsearch",
    ELASTICSEARCH_HOSTS: "https://a.example.com:9200,https://b.example.com:9200",
    ES_BULK_SIZE: "500",
    ES_FLUSH_INTERVAL: "9",
    AWS_DEFAULT_REGION: "us-east-1",
    CLOUDWATCH_STREAM_NAME: "inventorysync-api",
    DATADOG_API_KEY: { secret: "inventorysync/production/datadog-api-key" },
    DATADOG_SITE: "datadoghq.com",
  });
});

test("the variable of an absent feature is unset", () => {
  const unset = Object.entries(valuesOf({}))
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);

  expect(unset).toEqual([
    "SENTRY_DSN",
    "SENTRY_ENVIRONMENT",
    "SENTRY_TRACES_SAMPLE_RATE",
    "SENTRY_PROFILES_SAMPLE_RATE",
    "ELASTICSEARCH_HOSTS",
    "ES_BULK_SIZE",
    "ES_FLUSH_INTERVAL",
    "DATADOG_API_KEY",
    "DATADOG_SITE",
  ]);
});

test.each([
  ["elasticsearch", "a domain", { search: domain, datadog: {} }],
  ["elasticsearch", "an external cluster", { search: external }],
  ["datadog", "Datadog alone", { datadog: {} }],
  ["cloudwatch", "Sentry alone", { sentry: {} }],
])("LOG_AGGREGATION_TYPE is %s with %s", (type, _, part) => {
  expect(valuesOf(part)).toHaveProperty("LOG_AGGREGATION_TYPE", type);
});

test("the application gets the credential of Sentry only", () => {
  const forApplication = appEnvironment(configOf({ sentry: {}, datadog: {} }), "api").filter(
    ({ readBy }) => readBy === "application",
  );

  const secrets = forApplication.filter(({ value }) => typeof value === "object").map(({ name }) => name);
  expect(secrets).toEqual(["SENTRY_DSN"]);
});

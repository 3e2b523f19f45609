/** One way to run the sample application. */
export interface Variant {
  readonly name: string;
  readonly app: string;
  /** Besides those of every variant. */
  readonly variables: Readonly<Record<string, string>>;
}

const APPLICATION = "inventorysync.main:app";
const performanceLog = { ENABLE_PERFORMANCE_LOGGING: "true" };
const asynchronous = { LOG_ASYNC: "true" };

/** The first is the floor: the same routes without logging. */
export function variants(sentryDsn: string): readonly [Variant, ...Variant[]] {
  const sentry = { ENABLE_SENTRY: "true", SENTRY_DSN: sentryDsn };
  return [
    { name: "without logging", app: "without_logging:app", variables: {} },
    { name: "logging", app: APPLICATION, variables: {} },
    { name: "logging, asynchronous", app: APPLICATION, variables: asynchronous },
    { name: "logging, Sentry", app: APPLICATION, variables: sentry },
    {
      name: "logging, Sentry without profiles",
      app: APPLICATION,
      variables: { ...sentry, SENTRY_PROFILES_SAMPLE_RATE: "0" },
    },
    { name: "logging, performance log", app: APPLICATION, variables: performanceLog },
    {
      name: "logging, performance log, asynchronous",
      app: APPLICATION,
      variables: { ...performanceLog, ...asynchronous },
    },
  ];
}

/** The variables of every variant: those of production, where `variables` does not change them. */
export const COMMON_VARIABLES = {
  ENVIRONMENT: "bench",
  APP_VERSION: "4f2c9d1",
  LOG_LEVEL: "INFO",
  ENABLE_PERFORMANCE_LOGGING: "false",
  PYTHONPATH: __dirname,
} as const;

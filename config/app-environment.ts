import { logStreamPrefix, type SecretName, secretName } from "../catalog";
import type { EnvironmentConfig } from "./schema";

/**
 * The value of a variable: a text, the name of the secret that contains it, or undefined if the environment has no such
 * part.
 */
export type AppValue = string | { readonly secret: string } | undefined;

/** One variable of the deployment guide, section 1, and the setting that determines it. */
export interface AppVariable {
  readonly name: string;
  readonly value: AppValue;
  /** The setting, as listed in docs/configuration.md. */
  readonly setting: string;
  /**
   * The component that uses its value. The application only writes log files, so the values about delivery are for the
   * platform, which takes them from the settings.
   */
  readonly readBy: "application" | "platform";
  readonly description: string;
}

/** All variables of the guide for the hosts of a host group, in its order. */
export function appEnvironment(config: EnvironmentConfig, hostGroup: string): AppVariable[] {
  return VARIABLES.map(({ value, ...variable }) => ({ ...variable, value: value(config, hostGroup) }));
}

const VARIABLES: readonly (Omit<AppVariable, "value"> & {
  readonly value: (config: EnvironmentConfig, hostGroup: string) => AppValue;
})[] = [
  {
    name: "ENVIRONMENT",
    setting: "environment",
    readBy: "application",
    description: "name of the environment",
    value: ({ environment }) => environment,
  },
  {
    name: "LOG_LEVEL",
    setting: "app.logLevel",
    readBy: "application",
    description: "lowest severity that is written",
    value: ({ app }) => app.logLevel,
  },
  {
    name: "LOG_FORMAT",
    setting: "app.logFormat",
    readBy: "application",
    description: "json writes log records",
    value: ({ app }) => app.logFormat,
  },
  {
    name: "LOG_DIR",
    setting: "app.logDir",
    readBy: "application",
    description: "directory of the log files",
    value: ({ app }) => app.logDir,
  },
  {
    name: "ENABLE_SENTRY",
    setting: "sentry",
    readBy: "application",
    description: "true if the environment has the setting sentry",
    value: ({ sentry }) => flag(sentry !== undefined),
  },
  {
    name: "SENTRY_DSN",
    setting: "sentry",
    readBy: "application",
    description: "DSN for traces and profiles",
    value: ({ environment, sentry }) => sentry && secret(environment, "sentry-dsn"),
  },
  {
    name: "SENTRY_ENVIRONMENT",
    setting: "sentry.environment",
    readBy: "application",
    description: "environment name in Sentry",
    value: ({ environment, sentry }) => sentry && (sentry.environment ?? environment),
  },
  {
    name: "SENTRY_TRACES_SAMPLE_RATE",
    setting: "sentry.tracesSampleRate",
    readBy: "application",
    description: "fraction of requests that are traced",
    value: ({ sentry }) => sentry?.tracesSampleRate.toString(),
  },
  {
    name: "SENTRY_PROFILES_SAMPLE_RATE",
    setting: "sentry.profilesSampleRate",
    readBy: "application",
    description: "fraction of traced requests that are profiled",
    value: ({ sentry }) => sentry?.profilesSampleRate.toString(),
  },
  {
    name: "ENABLE_APM",
    setting: "app.apm",
    readBy: "application",
    description: "request tracing",
    value: ({ app }) => flag(app.apm),
  },
  {
    name: "ENABLE_PERFORMANCE_LOGGING",
    setting: "app.performanceLogging",
    readBy: "application",
    description: "whether performance.log is written",
    value: ({ app }) => flag(app.performanceLogging),
  },
  {
    name: "LOG_AGGREGATION_TYPE",
    setting: "search.kind",
    readBy: "platform",
    description:
      "elasticsearch if the environment has a search engine; if not, datadog if it has Datadog; otherwise cloudwatch",
    value: logAggregationType,
  },
  {
    name: "ELASTICSEARCH_HOSTS",
    setting: "search.hosts",
    readBy: "platform",
    description: "URLs of an external cluster; a domain has one URL, which its stack determines",
    value: ({ search }) => (search.kind === "external" ? search.hosts.join(",") : undefined),
  },
  {
    name: "ES_BULK_SIZE",
    setting: "search.bulkSize",
    readBy: "platform",
    description: "maximum number of documents in one bulk request",
    value: ({ search }) => (search.kind === "none" ? undefined : search.bulkSize.toString()),
  },
  {
    name: "ES_FLUSH_INTERVAL",
    setting: "search.flushIntervalSeconds",
    readBy: "platform",
    description: "batching window of the OpenSearch forwarder, in seconds",
    value: ({ search }) => (search.kind === "none" ? undefined : search.flushIntervalSeconds.toString()),
  },
  {
    name: "AWS_DEFAULT_REGION",
    setting: "region",
    readBy: "platform",
    description: "region of the log groups",
    value: ({ region }) => region,
  },
  {
    name: "CLOUDWATCH_STREAM_NAME",
    setting: "hosts",
    readBy: "platform",
    description:
      "`inventorysync-<host group>`; the log stream of a host is `<value>/<instance id>` in each log group",
    value: (_config, hostGroup) => logStreamPrefix(hostGroup),
  },
  {
    name: "DATADOG_API_KEY",
    setting: "datadog",
    readBy: "platform",
    description: "API key for the logs intake",
    value: ({ environment, datadog }) => datadog && secret(environment, "datadog-api-key"),
  },
  {
    name: "DATADOG_SITE",
    setting: "datadog.site",
    readBy: "platform",
    description: "Datadog site of the organisation",
    value: ({ datadog }) => datadog?.site,
  },
];

function logAggregationType({ search, datadog }: EnvironmentConfig): string {
  if (search.kind !== "none") return "elasticsearch";
  return datadog ? "datadog" : "cloudwatch";
}

function secret(environment: string, name: SecretName): AppValue {
  return { secret: secretName(environment, name) };
}

function flag(on: boolean): string {
  return on ? "true" : "false";
}

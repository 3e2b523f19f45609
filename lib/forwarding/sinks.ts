import { LOGS, type Log, type LogId, type SinkName } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";

/** The sinks an environment has. */
export function sinksOf({ search, sentry, datadog }: EnvironmentConfig): readonly SinkName[] {
  return [
    ...(search.kind === "none" ? [] : (["opensearch"] as const)),
    ...(sentry ? (["sentry"] as const) : []),
    ...(datadog ? (["datadog"] as const) : []),
  ];
}

/** The logs that at least one of the sinks receives. */
export function logsFor(sinks: readonly SinkName[]): readonly (Log & { readonly id: LogId })[] {
  return LOGS.filter((log: Log) => log.destinations.some((destination) => sinks.includes(destination)));
}

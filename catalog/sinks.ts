interface SinkRow {
  readonly name: string;
  /** The product's own spelling. */
  readonly title: string;
  /** The part of an environment's configuration that turns the sink on. */
  readonly setting: string;
  /** Name of the secret with its credentials: see `secretName`. */
  readonly secret: string;
}

/** Where a log's records may go, besides the log group that always keeps them. */
export const SINKS = [
  { name: "opensearch", title: "OpenSearch", setting: "search", secret: "search-engine" },
  { name: "sentry", title: "Sentry", setting: "sentry", secret: "sentry-dsn" },
  { name: "datadog", title: "Datadog", setting: "datadog", secret: "datadog-api-key" },
] as const satisfies readonly SinkRow[];

export type SinkName = (typeof SINKS)[number]["name"];
export const SINK_NAMES: readonly SinkName[] = SINKS.map(({ name }) => name);

/** `OpenSearch`: the product's own spelling. */
export function sinkTitle(sink: SinkName): string {
  return SINKS.find(({ name }) => name === sink)?.title ?? sink;
}

/** Of a search engine that others run, the configuration names the secret itself. */
export type SinkSecretName = (typeof SINKS)[number]["secret"];

import { SINK_NAMES, type SinkName } from "../../catalog";
import type { Endpoints } from "../endpoints";
import { datadogLogCount, datadogLogs } from "./datadog";
import type { OpenSearchReader } from "./opensearch";
import type { Texts } from "./redaction";
import { sentryEvents } from "./sentry";

/** Reads what a sink holds. */
export interface SinkReader {
  /** How many lines it has now, by its own count. */
  count(): Promise<number>;
  /** Everything it has, as JSON texts. */
  texts(): Texts | Promise<Texts>;
}

/** A reader for each sink; without a search engine, for all but OpenSearch. */
export function createSinkReaders(
  endpoints: Endpoints,
  opensearch: OpenSearchReader | undefined,
): ReadonlyMap<SinkName, SinkReader> {
  return new Map(
    SINK_NAMES.flatMap((sink) => {
      const reader = CREATE_READER[sink](endpoints, opensearch);
      return reader ? [[sink, reader] as const] : [];
    }),
  );
}

const CREATE_READER: Readonly<
  Record<SinkName, (endpoints: Endpoints, opensearch: OpenSearchReader | undefined) => SinkReader | undefined>
> = {
  opensearch: (_, opensearch) =>
    opensearch && { count: () => opensearch.count(), texts: () => opensearch.documents() },
  sentry: ({ sentry }) => ({
    // Of a storm not each error is sent: one event stands for many.
    count: async () => (await sentryEvents(sentry)).reduce((sum, { occurrences }) => sum + occurrences, 0),
    texts: async () => (await sentryEvents(sentry)).map(({ text }) => text),
  }),
  datadog: ({ datadog }) => ({
    count: () => datadogLogCount(datadog.url),
    texts: () => datadogLogs(datadog.url),
  }),
};

import type { SinkName } from "../../catalog";
import type { Endpoints } from "../endpoints";
import { datadogLogCount } from "./datadog";
import type { OpenSearchReader } from "./opensearch";
import { sentryEvents } from "./sentry";

/** How many lines each sink has now, by its own count; without a search engine, of all but OpenSearch. */
export function sinkCounts(
  { sentry, datadog }: Endpoints,
  opensearch: OpenSearchReader | undefined,
): ReadonlyMap<SinkName, () => Promise<number>> {
  return new Map<SinkName, () => Promise<number>>([
    ...(opensearch ? [["opensearch", () => opensearch.count()] as const] : []),
    // Of a storm not each error is sent: one event stands for many.
    [
      "sentry",
      async () => (await sentryEvents(sentry)).reduce((sum, { occurrences }) => sum + occurrences, 0),
    ],
    ["datadog", () => datadogLogCount(datadog.url)],
  ]);
}

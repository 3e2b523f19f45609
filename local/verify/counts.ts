import type { SinkName } from "../../catalog";
import type { Endpoints } from "../endpoints";
import { datadogTotal } from "./datadog";
import type { Engine } from "./engine";
import { sentryEvents } from "./sentry";

/** How many lines each sink has now, by its own count; without a search engine, of all but OpenSearch. */
export function sinkCounts(
  { sentry, datadog }: Endpoints,
  search: Engine | undefined,
): ReadonlyMap<SinkName, () => Promise<number>> {
  return new Map<SinkName, () => Promise<number>>([
    ...(search ? [["opensearch", () => search.count()] as const] : []),
    // Of a storm not each error is sent: one event stands for many.
    [
      "sentry",
      async () => (await sentryEvents(sentry)).reduce((sum, { occurrences }) => sum + occurrences, 0),
    ],
    ["datadog", () => datadogTotal(datadog.url)],
  ]);
}

import { searchAuthentication } from "../../../shared/search-authentication";
import { createSearchClient } from "../../../shared/search-client";
import { searchLibrary } from "../../../shared/lazy-modules";
import type { SearchClient } from "../../../shared/search-request";
import type { SinkDefinition } from "../definition";
import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { encode } from "./encode";
import { createDuplicateFinder } from "./find-duplicates";
import { limits } from "./limits";
import { send } from "./send";
import { type OpenSearchSettings, readSettings } from "./settings";

// Loads the library while the function starts: within the first invocation it takes longer (`npm run bench`).
if (process.env["OPENSEARCH_ENDPOINTS"]) searchLibrary();

const route: Route = {
  name: "opensearch",
  matches: (event) => isDestination("opensearch", event),
};

export interface OpenSearchSinkOptions {
  readonly client: SearchClient;
  /** Name of the environment, part of the names of its data streams. */
  readonly environment: string;
  /** Maximum number of documents in one bulk request. */
  readonly bulkSize: number;
  readonly now: () => number;
}

/**
 * Creates a sink for the data streams of one environment, in a domain of the deployment or an external OpenSearch or
 * Elasticsearch cluster.
 */
export function createOpenSearchSink({ client, environment, bulkSize, now }: OpenSearchSinkOptions): Sink {
  const context = { client, findDuplicates: createDuplicateFinder(client, environment, now), now };
  return {
    ...route,
    limits: limits(bulkSize),
    encode: (event) => encode(event, environment),
    send: (batch, attempt) => send(context, batch, attempt),
  };
}

export const opensearch: SinkDefinition<OpenSearchSettings> = {
  route,
  enabledBy: "OPENSEARCH_ENDPOINTS",
  readSettings,
  createBuild:
    ({ endpoints, authentication: settings, bulkSize }, { environment, readSecret, now }) =>
    async () => {
      const authentication = await searchAuthentication(settings, readSecret);
      const client = createSearchClient({ endpoints, authentication });
      return createOpenSearchSink({ client, environment, bulkSize, now });
    },
};

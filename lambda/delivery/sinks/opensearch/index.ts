import type { Client } from "@opensearch-project/opensearch";
import { isDestination } from "../destinations";
import type { Route, Sink } from "../sink";
import { earlierCopies } from "./earlier-copies";
import { encode } from "./encode";
import { limits } from "./limits";
import { send } from "./send";

export const opensearchRoute: Route = {
  name: "opensearch",
  wants: (event) => isDestination("opensearch", event),
};

export interface OpenSearchSinkOptions {
  readonly client: Client;
  /** Name of the environment, part of the names of its data streams. */
  readonly environment: string;
  /** Most documents in one bulk request. */
  readonly bulkSize: number;
  readonly now: () => number;
}

/** The data streams of one environment: a domain of ours, or another's OpenSearch or Elasticsearch. */
export function createOpenSearchSink({ client, environment, bulkSize, now }: OpenSearchSinkOptions): Sink {
  const engine = { client, findEarlier: earlierCopies(client, environment, now), now };
  return {
    ...opensearchRoute,
    limits: limits(bulkSize),
    encode: (event) => encode(event, environment),
    send: (batch, attempt) => send(engine, batch, attempt),
  };
}

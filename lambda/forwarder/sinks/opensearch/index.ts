import type { Client } from "@opensearch-project/opensearch";
import { isDestination } from "../destinations";
import type { Sink } from "../sink";
import { encode } from "./encode";
import { limits } from "./limits";
import { send } from "./send";

export interface OpenSearchSinkOptions {
  readonly client: Client;
  /** Name of the environment, part of the names of its data streams. */
  readonly environment: string;
  /** Most documents in one bulk request. */
  readonly bulkSize: number;
}

/** The data streams of one environment: a domain of ours, or another's OpenSearch or Elasticsearch. */
export function createOpenSearchSink({ client, environment, bulkSize }: OpenSearchSinkOptions): Sink {
  return {
    name: "opensearch",
    limits: limits(bulkSize),
    wants: (event) => isDestination("opensearch", event),
    encode: (event) => encode(event, environment),
    send: (batch) => send(client, batch),
  };
}

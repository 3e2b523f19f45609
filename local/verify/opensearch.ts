import { readFileSync } from "node:fs";
import { Client } from "@opensearch-project/opensearch";
import { dataStreamPattern, type SearchResponse } from "../../catalog";
import type { Endpoints } from "../endpoints";

const ENVIRONMENT = "local";
const INDEX = dataStreamPattern(ENVIRONMENT);

type JsonBody = Record<string, unknown>;

/** Reads from the search engine as an operator would. */
export interface OpenSearchReader {
  /** Number of documents that a search finds now. */
  count(): Promise<number>;
  /** Distinct ids of all documents. */
  ids(): Promise<ReadonlySet<string>>;
  /** The response to a search body. */
  search(body: JsonBody): Promise<SearchResponse>;
  /** The response of a search template on these data streams. */
  searchTemplate(
    templateId: string,
    params: JsonBody,
    dataStreams: readonly string[],
  ): Promise<SearchResponse>;
  /** Every document, as JSON text. */
  documents(): AsyncIterable<string>;
  close(): Promise<void>;
}

export function createOpenSearchReader({
  url,
  username,
  password,
  caFile,
}: NonNullable<Endpoints["search"]>): OpenSearchReader {
  const client = new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
  return {
    async count() {
      await client.indices.refresh({ index: INDEX });
      const { body } = await client.count({ index: INDEX });
      return body.count;
    },
    async ids() {
      const ids = new Set<string>();
      const pages = client.helpers.scrollSearch({ index: INDEX, size: 5_000, _source: false, body: {} });
      for await (const page of pages) {
        const { hits } = (page.body as { readonly hits: { readonly hits: readonly { _id: string }[] } }).hits;
        for (const { _id } of hits) ids.add(_id);
      }
      return ids;
    },
    async search(body) {
      return (await client.search({ index: INDEX, body })).body as unknown as SearchResponse;
    },
    async searchTemplate(id, params, dataStreams) {
      const { body } = await client.searchTemplate({ index: [...dataStreams], body: { id, params } });
      return body as unknown as SearchResponse;
    },
    async *documents() {
      const pages = client.helpers.scrollSearch({
        index: INDEX,
        size: 2_000,
        body: { query: { match_all: {} } },
      });
      for await (const { documents } of pages)
        for (const document of documents) yield JSON.stringify(document);
    },
    close: () => client.close(),
  };
}

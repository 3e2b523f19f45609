import { isObject, type JsonObject } from "../../lambda/shared/json";

/** The search engine's result for one document. */
export interface DocumentResult {
  readonly status: number;
  readonly type?: string;
  readonly reason?: string;
}

/** A backing index of a data stream. */
interface BackingIndex {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/**
 * Data streams as in OpenSearch: each consists of backing indices, of which the last is the write index, and a document
 * id is unique only within one index. All data streams exist from the start.
 */
export function createDataStreams(now: () => number) {
  const documents = new Map<string, JsonObject>();
  const createdAt = now();
  const rolledOver = new Map<string, readonly BackingIndex[]>();

  const indicesOf = (dataStream: string) =>
    rolledOver.get(dataStream) ?? [{ name: backingIndexName(dataStream, 1), createdAt: createdAt }];
  const writeIndexOf = (dataStream: string) => backingIndexName(dataStream, indicesOf(dataStream).length);

  return {
    documents,
    indicesOf,
    rollover(dataStream: string): void {
      const indices = indicesOf(dataStream);
      const next = { name: backingIndexName(dataStream, indices.length + 1), createdAt: now() };
      rolledOver.set(dataStream, [...indices, next]);
    },
    find: (dataStream: string, ids: readonly string[]) =>
      indicesOf(dataStream).flatMap(({ name: index }) =>
        ids.filter((id) => documents.has(`${index}/${id}`)).map((id) => ({ index, id })),
      ),
    create(target: unknown, document: JsonObject): DocumentResult {
      if (!isObject(target) || typeof target["_index"] !== "string" || typeof target["_id"] !== "string") {
        const reason = "only write ops with an op_type of create are allowed in data streams";
        return { status: 400, type: "illegal_argument_exception", reason };
      }
      if (Number.isNaN(Date.parse(String(document["@timestamp"])))) {
        const reason = "data stream timestamp field [@timestamp] is missing";
        return { status: 400, type: "illegal_argument_exception", reason };
      }
      const key = `${writeIndexOf(target["_index"])}/${target["_id"]}`;
      if (documents.has(key))
        return { status: 409, type: "version_conflict_engine_exception", reason: "already exists" };
      documents.set(key, document);
      return { status: 201 };
    },
  };
}

/** Source: OpenSearch documentation, "Data streams". */
function backingIndexName(dataStream: string, generation: number): string {
  return `.ds-${dataStream}-${String(generation).padStart(6, "0")}`;
}

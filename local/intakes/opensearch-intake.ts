import { createDataStreams, type DocumentResult } from "./data-streams";
import {
  type IntakeRequest,
  type IntakeServer,
  type IntakeServerOptions,
  type IntakeResponse,
  serveIntake,
} from "./intake-server";
import { isObject, type JsonObject, parseJson } from "../../lambda/shared/json";

/** Source: Amazon OpenSearch Service Developer Guide, "Amazon OpenSearch Service quotas", smaller instance types. */
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
const CREATION_DATE_SETTING = "index.creation_date";

export interface OpenSearchIntake extends IntakeServer {
  /** Documents created, by backing index and id: `.ds-logs-inventorysync.audit-staging-000001/<id>`. */
  readonly documents: ReadonlyMap<string, JsonObject>;
  readonly requests: readonly IntakeRequest[];
  /**
   * Results for the next documents, one each, which are then not created. For undefined, the intake computes the result
   * itself.
   */
  scriptResults(...results: readonly (DocumentResult | undefined)[]): void;
  /** Creates a new backing index, as `POST /<data stream>/_rollover` does. */
  rollover(dataStream: string): void;
}

export interface OpenSearchIntakeOptions extends IntakeServerOptions {
  /** @default 10 MiB */
  readonly maxBytes?: number;
  /** @default Date.now */
  readonly now?: () => number;
  /**
   * The result for a document, which is then not created. Scripted results have precedence.
   * @default - the document is created
   */
  readonly resultOf?: (document: JsonObject) => DocumentResult | undefined;
  /**
   * Whether the results of a bulk request are in reverse order.
   * @default - they are in the order of the documents
   */
  readonly reversesResults?: () => boolean;
}

/**
 * OpenSearch on the loopback interface, with all data streams: `_bulk`, and the two requests that precede a retry, a
 * search by ids and the creation dates of the backing indices.
 */
export async function startOpenSearchIntake({
  maxBytes = MAX_REQUEST_BYTES,
  now = Date.now,
  resultOf = () => undefined,
  reversesResults = () => false,
  ...options
}: OpenSearchIntakeOptions = {}): Promise<OpenSearchIntake> {
  const dataStreams = createDataStreams(now);
  const requests: IntakeRequest[] = [];
  const scriptedResults: (DocumentResult | undefined)[] = [];
  const server = await serveIntake(answer, options);
  return {
    ...server,
    documents: dataStreams.documents,
    requests,
    scriptResults: (...results) => scriptedResults.push(...results),
    rollover: (dataStream) => {
      dataStreams.rollover(dataStream);
    },
  };

  function answer(request: IntakeRequest): IntakeResponse {
    requests.push(request);
    const [, first = "", second, setting] = request.path.split("/");
    if (`${request.method} ${request.path}` === "POST /_bulk") return bulk(request);
    if (`${request.method} ${second} ${setting}` === "POST _search undefined") return search(first, request);
    if (`${request.method} ${second} ${setting}` === `GET _settings ${CREATION_DATE_SETTING}`)
      return settings(first);
    return failure(404, "index_not_found_exception");
  }

  function bulk({ headers, body }: IntakeRequest): IntakeResponse {
    if (headers["content-type"] !== "application/x-ndjson")
      return failure(406, "media_type_header_exception");
    if (Buffer.byteLength(body) > maxBytes) return { status: 413 };
    if (!body.endsWith("\n")) return failure(400, "illegal_argument_exception");
    const lines = body.slice(0, -1).split("\n").map(parseJson);
    if (lines.length % 2 > 0 || !lines.every(isObject)) return failure(400, "illegal_argument_exception");

    const items = lines.flatMap((action, index) =>
      index % 2 === 0 ? [createDocument(action, lines[index + 1] ?? {})] : [],
    );
    return json(200, {
      took: 1,
      errors: items.some(({ create }) => create.status !== 201),
      items: reversesResults() ? items.toReversed() : items,
    });
  }

  function createDocument({ create }: JsonObject, document: JsonObject) {
    const { status, type, reason } =
      scriptedResults.shift() ?? resultOf(document) ?? dataStreams.create(create, document);
    const { _id } = isObject(create) ? create : {};
    return { create: { _id, status, ...(type !== undefined && { error: { type, reason } }) } };
  }

  /** Supports only a query by ids. */
  function search(dataStream: string, { body }: IntakeRequest): IntakeResponse {
    const ids = idsOf(parseJson(body));
    if (!ids) return failure(400, "parsing_exception");
    const found = dataStreams.find(dataStream, ids.values);
    const hits = found.slice(0, ids.size).map(({ index, id }) => ({ _index: index, _id: id, _score: 1 }));
    return json(200, { took: 1, hits: { total: { value: found.length, relation: "eq" }, hits } });
  }

  /** As with `flat_settings=true`. */
  function settings(dataStream: string): IntakeResponse {
    const indices = dataStreams.indicesOf(dataStream);
    return json(
      200,
      Object.fromEntries(
        indices.map(({ name, createdAt }) => [
          name,
          { settings: { [CREATION_DATE_SETTING]: String(createdAt) } },
        ]),
      ),
    );
  }
}

/** OpenSearch's default for `size`. */
const DEFAULT_SIZE = 10;

function idsOf(body: unknown): { readonly values: readonly string[]; readonly size: number } | undefined {
  if (!isObject(body) || !isObject(body["query"])) return undefined;
  const { ids } = body["query"];
  const values: unknown = isObject(ids) ? ids["values"] : undefined;
  if (!Array.isArray(values) || !values.every((id): id is string => typeof id === "string")) return undefined;
  return { values, size: typeof body["size"] === "number" ? body["size"] : DEFAULT_SIZE };
}

function failure(status: number, type: string): IntakeResponse {
  return json(status, { error: { type }, status });
}

function json(status: number, body: unknown): IntakeResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

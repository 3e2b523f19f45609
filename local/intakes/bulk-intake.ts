import {
  type IntakeRequest,
  type IntakeServer,
  type IntakeServerOptions,
  type Reply,
  serveIntake,
} from "./intake-server";
import { isObject, type JsonObject, parseJson } from "./json";

/** Source: Amazon OpenSearch Service Developer Guide, "Amazon OpenSearch Service quotas", smaller instance types. */
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;

/** What the engine says of one document. */
export interface Result {
  readonly status: number;
  readonly type?: string;
  readonly reason?: string;
}

export interface BulkIntake extends IntakeServer {
  /** Documents created, by data stream and id. */
  readonly documents: ReadonlyMap<string, JsonObject>;
  readonly requests: readonly IntakeRequest[];
  /** Results for the next documents, one each, instead of creating them; undefined leaves that one to the intake. */
  scriptResults(...results: readonly (Result | undefined)[]): void;
}

export interface BulkIntakeOptions extends IntakeServerOptions {
  /** @default 10 MiB */
  readonly maxBytes?: number;
}

/** The `_bulk` interface of an engine whose data streams are all there, on loopback. */
export async function startBulkIntake({
  maxBytes = MAX_REQUEST_BYTES,
  ...options
}: BulkIntakeOptions = {}): Promise<BulkIntake> {
  const documents = new Map<string, JsonObject>();
  const requests: IntakeRequest[] = [];
  const scripted: (Result | undefined)[] = [];
  const server = await serveIntake(answer, options);
  return { ...server, documents, requests, scriptResults: (...results) => scripted.push(...results) };

  function answer(request: IntakeRequest): Reply {
    requests.push(request);
    const { method, path, headers, body } = request;
    if (`${method} ${path}` !== "POST /_bulk") return failure(404, "index_not_found_exception");
    if (headers["content-type"] !== "application/x-ndjson")
      return failure(406, "media_type_header_exception");
    if (Buffer.byteLength(body) > maxBytes) return { status: 413 };
    if (!body.endsWith("\n")) return failure(400, "illegal_argument_exception");
    const lines = body.slice(0, -1).split("\n").map(parseJson);
    if (lines.length % 2 > 0 || !lines.every(isObject)) return failure(400, "illegal_argument_exception");

    const items = lines.flatMap((action, index) =>
      index % 2 === 0 ? [carryOut(action, lines[index + 1] ?? {})] : [],
    );
    return json(200, { took: 1, errors: items.some(({ create }) => create.status !== 201), items });
  }

  function carryOut({ create }: JsonObject, document: JsonObject) {
    const { status, type, reason } = scripted.shift() ?? createDocument(create, document);
    return { create: { status, ...(type !== undefined && { error: { type, reason } }) } };
  }

  function createDocument(target: unknown, document: JsonObject): Result {
    if (!isObject(target) || typeof target["_index"] !== "string" || typeof target["_id"] !== "string") {
      const reason = "only write ops with an op_type of create are allowed in data streams";
      return { status: 400, type: "illegal_argument_exception", reason };
    }
    if (Number.isNaN(Date.parse(String(document["@timestamp"])))) {
      const reason = "data stream timestamp field [@timestamp] is missing";
      return { status: 400, type: "illegal_argument_exception", reason };
    }
    const key = `${target["_index"]}/${target["_id"]}`;
    if (documents.has(key))
      return { status: 409, type: "version_conflict_engine_exception", reason: "already exists" };
    documents.set(key, document);
    return { status: 201 };
  }
}

function failure(status: number, type: string): Reply {
  return json(status, { error: { type }, status });
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

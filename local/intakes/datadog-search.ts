import { isObject, type JsonObject, parseJson } from "../../lambda/shared/json";
import { type IndexedLog, type LogPredicate, parseQuery } from "./datadog-query";
import type { IntakeResponse } from "./intake-server";

/** Source: Datadog API Reference, "Search logs": `page.limit`. */
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1_000;

/** The logs that a search may find. */
export interface SearchableLogs {
  readonly logs: readonly JsonObject[];
  /** Whether the intake accepted logs that it no longer has. */
  readonly incomplete: boolean;
}

/** A request that this intake does not know: it refuses the request, so that no answer is wrong without notice. */
class UnsupportedRequestError extends Error {}

/**
 * "Search logs" (POST) and "Aggregate events" of the Datadog API Reference, for the requests that `npx logs` sends.
 * Answers any other request with 400.
 */
export function answerSearch(path: SearchPath, body: string, searchable: SearchableLogs): IntakeResponse {
  try {
    const request = parseJson(body);
    if (!isObject(request)) throw new UnsupportedRequestError("the body is not a JSON object");
    return respond(200, ANSWERS[path](request, searchable));
  } catch (error) {
    if (error instanceof UnsupportedRequestError) return respond(400, { errors: [error.message] });
    throw error;
  }
}

const ANSWERS = {
  "/api/v2/logs/events/search": search,
  "/api/v2/logs/analytics/aggregate": aggregate,
} as const;

type SearchPath = keyof typeof ANSWERS;

export function isSearchPath(path: string): path is SearchPath {
  return Object.hasOwn(ANSWERS, path);
}

function search(request: JsonObject, searchable: SearchableLogs) {
  const { sort = "-timestamp", page = {}, filter, ...others } = request;
  refuseOthers(others);
  if (sort !== "timestamp" && sort !== "-timestamp") throw new UnsupportedRequestError("unknown sort");
  const { limit = DEFAULT_LIMIT, cursor, ...otherPage } = objectOf(page, "page");
  refuseOthers(otherPage);
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > MAX_LIMIT)
    throw new UnsupportedRequestError(`page.limit must be from 1 to ${MAX_LIMIT}`);
  const start = cursor === undefined ? 0 : offsetOf(cursor);
  const direction = sort === "timestamp" ? 1 : -1;
  const found = matches(filter, searchable).toSorted((a, b) => direction * (a.timestamp - b.timestamp));
  const end = start + (limit as number);
  return {
    data: found.slice(start, end).map(toLog),
    meta: {
      ...meta(searchable),
      ...(end < found.length && { page: { after: Buffer.from(String(end)).toString("base64url") } }),
    },
  };
}

function aggregate({ compute, filter, ...others }: JsonObject, searchable: SearchableLogs) {
  refuseOthers(others);
  const [first, ...more] = Array.isArray(compute) ? (compute as unknown[]) : [];
  const { aggregation, type = "total", ...otherCompute } = objectOf(first, "compute[0]");
  refuseOthers(otherCompute);
  if (more.length > 0 || aggregation !== "count" || type !== "total")
    throw new UnsupportedRequestError("only one compute, a total count, is known here");
  return {
    data: { buckets: [{ by: {}, computes: { c0: matches(filter, searchable).length } }] },
    meta: meta(searchable),
  };
}

function matches(filter: unknown, { logs }: SearchableLogs): IndexedLog[] {
  const { query = "*", from, to, ...others } = objectOf(filter, "filter");
  refuseOthers(others);
  const predicate: LogPredicate | undefined = parseQuery(String(query));
  if (!predicate) throw new UnsupportedRequestError(`unknown query ${String(query)}`);
  const [since, until] = [timeOf(from, "from"), timeOf(to, "to")];
  return logs
    .map(toIndexedLog)
    .filter((log) => log.timestamp >= since && log.timestamp <= until && predicate(log));
}

/** A text of milliseconds, or RFC 3339; date math is not known here. */
function timeOf(value: unknown, name: string): number {
  const time = /^\d+$/.test(String(value)) ? Number(value) : Date.parse(String(value));
  if (Number.isNaN(time)) throw new UnsupportedRequestError(`unknown filter.${name} ${String(value)}`);
  return time;
}

function offsetOf(cursor: unknown): number {
  const offset = Number(Buffer.from(String(cursor), "base64url").toString());
  if (!Number.isInteger(offset)) throw new UnsupportedRequestError("unknown page.cursor");
  return offset;
}

function objectOf(value: unknown, name: string): JsonObject {
  if (!isObject(value)) throw new UnsupportedRequestError(`${name} is not an object`);
  return value;
}

function refuseOthers(others: JsonObject): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw new UnsupportedRequestError(`${name} is not known here`);
}

/** Datadog answers with warnings if the results are partial. Source: Datadog API Reference, "Search logs", `meta.warnings`. */
function meta({ incomplete }: SearchableLogs) {
  const warnings = [{ code: "evicted", title: "the intake no longer has its oldest logs" }];
  return { status: "done", ...(incomplete && { warnings }) };
}

/** Source: Datadog documentation, "Log Attributes and Aliasing", reserved attributes. */
function toIndexedLog(log: JsonObject): IndexedLog {
  const { hostname, service, status, message, timestamp, ddsource, ddtags, ...attributes } = log;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    host: text(hostname),
    service: text(service),
    status: text(status).toLowerCase(),
    message: text(message),
    timestamp: typeof timestamp === "number" ? timestamp : Date.parse(text(timestamp)),
    tags: [...text(ddtags).split(",").filter(Boolean), `source:${text(ddsource)}`],
    attributes,
  };
}

function toLog({ timestamp, ...log }: IndexedLog) {
  return {
    id: Buffer.from(`${log.host} ${timestamp}`).toString("base64url"),
    type: "log",
    attributes: { ...log, timestamp: new Date(timestamp).toISOString() },
  };
}

function respond(status: number, body: unknown): IntakeResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

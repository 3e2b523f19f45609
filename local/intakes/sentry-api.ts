import { isObject, type JsonObject } from "../../lambda/shared/json";
import type { IntakeRequest, IntakeResponse } from "./intake-server";
import { cell, matchesQuery, SentryQueryError } from "./sentry-query";

/** The organization and the project of the local Sentry. */
export const ORGANIZATION = "local";
export const PROJECT = "inventorysync";
export const PROJECT_ID = 1;

/** Source: Sentry API Reference, "Query Explore Events in Table Format". */
const MAX_ROWS = 100;
const DEFAULT_ROWS = 50;
const MAX_FIELDS = 20;

const PROJECT_PATH = `/api/0/projects/${ORGANIZATION}/${PROJECT}/`;
const EVENTS_PATH = `/api/0/organizations/${ORGANIZATION}/events/`;

/**
 * The part of Sentry's API that `npx logs` reads: "Retrieve a Project", "Retrieve an Event for a Project" and "Query
 * Explore Events in Table Format" of the Sentry API Reference.
 *
 * @returns undefined for a path outside of `/api/0/`
 */
export function answerApi(
  request: IntakeRequest,
  authToken: string,
  events: ReadonlyMap<string, JsonObject>,
): IntakeResponse | undefined {
  const { method, path, headers, query } = request;
  if (!path.startsWith("/api/0/")) return undefined;
  if (headers.authorization === undefined)
    return refuse(401, "Authentication credentials were not provided.");
  if (headers.authorization !== `Bearer ${authToken}`) return refuse(401, "Invalid token");
  if (method !== "GET") return refuse(405, `Method "${method}" not allowed.`);
  if (path === PROJECT_PATH) return json({ id: String(PROJECT_ID), slug: PROJECT, platform: "python" });
  if (path === EVENTS_PATH) return table(query, [...events.values()]);
  const { id } = /^\/events\/(?<id>[0-9a-f]{32})\/$/.exec(path.replace(PROJECT_PATH, "/"))?.groups ?? {};
  const event = id === undefined ? undefined : events.get(id);
  return event ? json(storedEvent(event)) : refuse(404, "The requested resource does not exist");
}

/** The parameters that are known here; Sentry knows more. */
const PARAMETERS: ReadonlySet<string> = new Set(
  "dataset project query start end per_page field sort cursor".split(" "),
);

function table(parameters: URLSearchParams, events: readonly JsonObject[]): IntakeResponse {
  const unknown = [...parameters.keys()].find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) return refuse(400, `${unknown} is not known here`);
  if (parameters.get("dataset") !== "errors") return refuse(400, "dataset must be errors here");
  if (parameters.has("sort")) return refuse(400, "sort is not known here");
  const fields = parameters.getAll("field");
  if (fields.length === 0 || fields.length > MAX_FIELDS)
    return refuse(400, `from 1 to ${MAX_FIELDS} fields are required`);
  const rowsOfPage = Number(parameters.get("per_page") ?? DEFAULT_ROWS);
  if (!Number.isInteger(rowsOfPage) || rowsOfPage < 1 || rowsOfPage > MAX_ROWS)
    return refuse(400, `Invalid per_page value. Must be between 1 and ${MAX_ROWS}.`);
  const [start, end] = ["start", "end"].map((name) => Date.parse(`${parameters.get(name) ?? ""}Z`) / 1_000);
  if (start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end))
    return refuse(400, "start and end must be dates in UTC without a zone here");
  const project = parameters.get("project");
  if (project !== null && project !== String(PROJECT_ID)) return refuse(403, "You do not have permission.");
  try {
    const found = events
      // Sentry compares whole seconds, and excludes the end.
      .filter(
        ({ timestamp }) => Math.floor(Number(timestamp)) >= start && Math.floor(Number(timestamp)) < end,
      )
      .filter((event) => matchesQuery(parameters.get("query") ?? "", event));
    return page(rowsOf(fields, found), parameters, rowsOfPage);
  } catch (error) {
    if (error instanceof SentryQueryError) return refuse(400, error.message);
    throw error;
  }
}

/** One row for each event; with `count()`, one for each combination of the other fields. */
function rowsOf(fields: readonly string[], events: readonly JsonObject[]): readonly JsonObject[] {
  const columns = fields.filter((field) => field !== "count()");
  const rows = events.map((event) => Object.fromEntries(columns.map((field) => [field, cell(field, event)])));
  if (columns.length === fields.length) return rows;
  const counts = new Map<string, number>();
  for (const row of rows.map((each) => JSON.stringify(each))) counts.set(row, (counts.get(row) ?? 0) + 1);
  return [...counts].map(([row, count]) => ({ ...(JSON.parse(row) as JsonObject), "count()": count }));
}

/** Source: Sentry API Reference, "Paginating Results": `<value>:<offset>:<is previous>`. */
function page(rows: readonly JsonObject[], parameters: URLSearchParams, rowsOfPage: number): IntakeResponse {
  const start = Number(/^0:(?<offset>\d+):0$/.exec(parameters.get("cursor") ?? "0:0:0")?.groups?.["offset"]);
  if (Number.isNaN(start)) return refuse(400, "Invalid cursor parameter.");
  const end = start + rowsOfPage;
  const link = (rel: string, offset: number, results: boolean) =>
    `<http://127.0.0.1${EVENTS_PATH}?cursor=0:${offset}:0>; rel="${rel}"; results="${results}"; cursor="0:${offset}:0"`;
  return json(
    { data: rows.slice(start, end), meta: { dataset: "errors" } },
    {
      link: [
        link("previous", Math.max(0, start - rowsOfPage), start > 0),
        link("next", end, end < rows.length),
      ].join(", "),
    },
  );
}

/** An event as Sentry returns it: `extra` is called `context`, and Sentry's own tags are among the tags. */
function storedEvent(event: JsonObject) {
  const tags = isObject(event["tags"]) ? event["tags"] : {};
  const derived = ["level", "logger", "server_name", "environment", "release", "transaction"];
  return {
    eventID: event["event_id"],
    id: event["event_id"],
    projectID: String(PROJECT_ID),
    type: "error",
    platform: event["platform"],
    message: event["message"] ?? "",
    dateCreated: new Date(Number(event["timestamp"]) * 1_000).toISOString(),
    user: event["user"] ?? null,
    context: event["extra"] ?? {},
    contexts: event["contexts"] ?? {},
    fingerprints: event["fingerprint"] ?? [],
    entries: [
      ...(event["exception"] === undefined ? [] : [{ type: "exception", data: event["exception"] }]),
      ...(event["message"] === undefined ? [] : [{ type: "message", data: { formatted: event["message"] } }]),
    ],
    tags: [...derived.map((key) => [key, event[key]] as const), ...Object.entries(tags)].flatMap(
      ([key, value]) => (typeof value === "string" ? [{ key, value }] : []),
    ),
  };
}

function json(body: unknown, headers: Readonly<Record<string, string>> = {}): IntakeResponse {
  return {
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

function refuse(status: number, detail: string): IntakeResponse {
  return { ...json({ detail }), status };
}

import { LOGS } from "../../catalog";
import { OCCURRENCES } from "../../lambda/delivery/sinks/sentry/event";
import { addressProblem } from "../../lambda/shared/intake-address";
import { isObject } from "../../lambda/shared/json";
import { memoize } from "../../lambda/shared/memoize";
import { type CommandContext, OperatorError } from "../cli";
import type { TimeWindow } from "../log-events";
import { createApiClient } from "./api-client";
import type { ReaderOptions } from "./reader-options";
import { requiredVariables } from "./required-variables";
import type { SinkEvent, SinkReader } from "./sink-reader";

const DEFAULT_URL = "https://sentry.io";
/** The largest page. Source: Sentry API Reference, "Query Explore Events in Table Format", `per_page`. */
const PAGE_ROWS = 100;

/** The forwarder sends the log stream as the name of the server. */
const LOG_STREAM = "server_name";
const OCCURRENCES_TAG = `tags[${OCCURRENCES}]`;

type Row = Readonly<Record<string, unknown>>;

/** Source: Sentry API Reference, "Retrieve an Event for a Project", response. `context` is what the event has as `extra`. */
interface StoredEvent {
  readonly context?: { readonly cloudwatch?: { readonly event_id?: string } };
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Reads the errors of a Sentry project that the forwarder sent for this environment, with the requests "Query Explore
 * Events in Table Format" (scope org:read), "Retrieve a Project" and "Retrieve an Event for a Project" (scope
 * project:read). An event is found some seconds after its intake accepted it. Sentry searches by whole seconds.
 *
 * @throws OperatorError if SENTRY_AUTH_TOKEN, SENTRY_ORG or SENTRY_PROJECT is missing
 */
export function createSentryReader(
  { config, io }: Pick<CommandContext, "config" | "io">,
  { signal, sleep }: ReaderOptions,
): SinkReader {
  const {
    SENTRY_AUTH_TOKEN: token,
    SENTRY_ORG: organization,
    SENTRY_PROJECT: project,
  } = requiredVariables("Sentry", io.env, {
    SENTRY_AUTH_TOKEN: "an auth token with the scopes org:read, project:read and event:read",
    SENTRY_ORG: "the slug of the organization",
    SENTRY_PROJECT: "the slug of the project to which the DSN belongs",
  });
  const environment = config.sentry?.environment ?? config.environment;
  const url = apiUrl(io.env["SENTRY_URL"] ?? DEFAULT_URL);
  const send = createApiClient({
    ...{ title: "Sentry", signal, sleep },
    remedies: {
      401: `the token is not valid at ${url}; correct SENTRY_AUTH_TOKEN, or SENTRY_URL (docs/reading-sinks.md)`,
      403: "the token lacks one of the scopes org:read, project:read and event:read; correct SENTRY_AUTH_TOKEN (docs/reading-sinks.md)",
      404: `the token finds no project ${project} in the organization ${organization}; correct SENTRY_ORG, SENTRY_PROJECT or SENTRY_URL`,
    },
  });
  const get = (path: string, mayBeMissing = false) =>
    send({
      method: "GET",
      url: `${url}${path}`,
      headers: { authorization: `Bearer ${token}` },
      mayBeMissing,
    });
  const projectPath = `/api/0/projects/${encodeURIComponent(organization)}/${encodeURIComponent(project)}/`;
  const projectId = memoize(async () => {
    const { body } = await get(projectPath);
    if (!isObject(body) || typeof body["id"] !== "string") throw notSentry(url);
    return body["id"];
  });

  /** Rows of the table, page by page. Source: Sentry API Reference, "Paginating Results". */
  async function* rows(fields: readonly string[], query: string, window: TimeWindow): AsyncGenerator<Row> {
    const parameters = new URLSearchParams({
      dataset: "errors",
      project: await projectId.get(),
      // As a term: the parameter `environment` answers 404 until Sentry has an event of the environment.
      query: `environment:${quoted(environment)} ${query}`,
      ...secondsOf(window),
      per_page: String(PAGE_ROWS),
    });
    for (const field of fields) parameters.append("field", field);
    let cursor: string | undefined;
    do {
      if (cursor !== undefined) parameters.set("cursor", cursor);
      const path = `/api/0/organizations/${encodeURIComponent(organization)}/events/?${parameters.toString()}`;
      const { headers, body } = await get(path);
      const data: unknown = isObject(body) ? body["data"] : undefined;
      if (!Array.isArray(data)) throw notSentry(url);
      yield* data as Row[];
      cursor = nextCursor(headers.get("link"));
    } while (cursor !== undefined);
  }

  async function* idsOf(query: string, window: TimeWindow): AsyncGenerator<string> {
    for await (const { id } of rows(["id", "timestamp"], query, window)) yield String(id);
  }

  return {
    sink: "sentry",
    async find(logStream, window) {
      const found: SinkEvent[] = [];
      for await (const id of idsOf(`${LOG_STREAM}:${quoted(logStream)}`, window)) {
        // The index may have an event before its content can be read.
        const { status, body } = await get(`${projectPath}events/${encodeURIComponent(id)}/`, true);
        if (status === 404) continue;
        if (!isObject(body)) throw notSentry(url);
        found.push(toSinkEvent(body));
      }
      return found;
    },
    async count(log, window) {
      // The tag is a text, so Sentry counts the events by it, and the sum is taken here.
      let total = 0;
      for await (const row of rows([OCCURRENCES_TAG, "count()"], `tags[log]:${log}`, window))
        total += Number(row["count()"]) * occurrencesOf(row);
      return total;
    },
    async *stored(log, window) {
      const fields = ["id", "timestamp", LOG_STREAM, OCCURRENCES_TAG];
      for await (const row of rows(fields, `tags[log]:${log}`, window))
        yield { id: String(row["id"]), logStream: textOf(row[LOG_STREAM]), occurrences: occurrencesOf(row) };
    },
    close: () => Promise.resolve(),
  };
}

/** @throws OperatorError if the token would be sent to an address without TLS */
function apiUrl(text: string): string {
  const url = text.replace(/\/+$/, "");
  const problem = addressProblem(url, { allowPrivate: true });
  if (problem === undefined) return url;
  throw new OperatorError(
    `SENTRY_URL is ${problem}, expected an https URL such as ${DEFAULT_URL}, or that of a self-hosted Sentry`,
  );
}

function notSentry(url: string): OperatorError {
  return new OperatorError(`the answer of ${url} is not that of Sentry's API; is SENTRY_URL right?`);
}

/** Sentry includes the start, and excludes the end. Times without a zone are UTC. */
function secondsOf({ since, until }: TimeWindow): { readonly start: string; readonly end: string } {
  const iso = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(0, -1);
  return { start: iso(Math.floor(since / 1_000)), end: iso(Math.floor(until / 1_000) + 1) };
}

/** Source: Sentry documentation, "Search", "Query Syntax": a value with special characters is quoted. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An event without the tag represents one error. Sentry has an empty text for it, or null. */
function occurrencesOf(row: Row): number {
  return Number(row[OCCURRENCES_TAG]) || 1;
}

function nextCursor(link: string | null): string | undefined {
  for (const part of (link ?? "").split(",")) {
    const { cursor } = /rel="next"; results="true"; cursor="(?<cursor>[^"]*)"/.exec(part)?.groups ?? {};
    if (cursor !== undefined) return cursor;
  }
  return undefined;
}

function toSinkEvent(event: StoredEvent): SinkEvent {
  const log = event.tags?.find(({ key }) => key === "log")?.value;
  return {
    id: event.context?.cloudwatch?.event_id ?? "",
    log: LOGS.find(({ id }) => id === log)?.id,
    text: JSON.stringify(event),
  };
}

import { LOGS, type LogId } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { TIME_WINDOW } from "../../lambda/delivery/sinks/datadog/limits";
import { ORIGINAL_TIMESTAMP } from "../../lambda/delivery/sinks/event-time";
import { isObject } from "../../lambda/shared/json";
import { type CommandContext, OperatorError } from "../cli";
import type { TimeWindow } from "../log-events";
import { createApiClient } from "./api-client";
import { datadogApiUrl } from "./datadog-api-url";
import type { ReaderOptions } from "./reader-options";
import { requiredVariables } from "./required-variables";
import type { SinkEvent, SinkReader, StoredEvent } from "./sink-reader";

/** The largest page. Source: Datadog API Reference, "Search logs". */
const PAGE_LOGS = 1_000;
/** The value of every log's `service`, as the forwarder sends it. */
const SERVICE = "inventorysync";

/** Of every answer. With warnings, the results may be partial. Source: Datadog API Reference, "Search logs", response. */
interface Meta {
  readonly status?: string;
  readonly warnings?: readonly { readonly title?: string }[];
  readonly page?: { readonly after?: string };
}

interface Log {
  readonly attributes?: {
    readonly attributes?: {
      readonly cloudwatch?: { readonly event_id?: string };
      readonly [ORIGINAL_TIMESTAMP]?: string;
    };
    readonly tags?: readonly string[];
    /** The log stream, as the forwarder sends it. */
    readonly host?: string;
    /** RFC 3339. */
    readonly timestamp?: string;
  };
}

interface SearchAnswer {
  readonly data?: readonly Log[];
  readonly meta?: Meta;
}

/** Source: Datadog API Reference, "Aggregate events", response. */
interface AggregateAnswer {
  readonly data?: { readonly buckets?: readonly { readonly computes?: Readonly<Record<string, number>> }[] };
}

/**
 * Reads logs that Datadog indexes, with the requests "Search logs" (POST) and "Aggregate events" of its API, which require
 * the permission `logs_read_data`. A log is found some seconds after its intake accepted it. A log that an exclusion
 * filter or a daily quota keeps out of the index is not found.
 *
 * @throws OperatorError if DD_API_KEY or DD_APP_KEY is missing
 */
export function createDatadogReader(
  { config, io }: Pick<CommandContext, "config" | "io">,
  { signal, sleep }: ReaderOptions,
): SinkReader {
  const keys = requiredVariables("Datadog", io.env, {
    DD_API_KEY: "an API key of the organisation",
    DD_APP_KEY: "an application key with the scope logs_read_data",
  });
  const url = datadogApiUrl(config);
  const refused =
    `the keys are not valid at ${new URL(url).host}, or the application key lacks the scope logs_read_data; ` +
    "correct DD_API_KEY and DD_APP_KEY (docs/reading-sinks.md)";
  const send = createApiClient({ title: "Datadog", remedies: { 401: refused, 403: refused }, signal, sleep });

  const post = async (path: string, body: unknown) => {
    const headers = { "dd-api-key": keys.DD_API_KEY, "dd-application-key": keys.DD_APP_KEY };
    const answer = (await send({ method: "POST", url: `${url}${path}`, headers, body })).body;
    if (!isObject(answer))
      throw new OperatorError(`the answer of ${url}${path} is not JSON; is a proxy in between?`);
    const { status, warnings = [] } = (answer as { readonly meta?: Meta }).meta ?? {};
    const problems = [
      ...(status === "timeout" ? ["the search timed out"] : []),
      ...warnings.map(({ title }) => title),
    ];
    if (problems.length > 0)
      throw new OperatorError(
        `the answer of Datadog is incomplete: ${problems.join("; ")}; choose a shorter time window`,
      );
    return answer;
  };

  /** Source: Datadog documentation, "Collect multiple logs with pagination". */
  async function* search(query: string, window: TimeWindow): AsyncGenerator<Log> {
    const request = { filter: filterOf(config, query, window), sort: "timestamp" };
    let cursor: string | undefined;
    do {
      const page = { limit: PAGE_LOGS, ...(cursor !== undefined && { cursor }) };
      const { data = [], meta }: SearchAnswer = await post("/api/v2/logs/events/search", {
        ...request,
        page,
      });
      yield* data;
      cursor = data.length === 0 ? undefined : meta?.page?.after;
    } while (cursor !== undefined);
  }

  return {
    sink: "datadog",
    async find(logStream, window) {
      const found: SinkEvent[] = [];
      for await (const log of search(`host:${quoted(logStream)}`, window)) found.push(toSinkEvent(log));
      return found;
    },
    async count(log, window) {
      const body = {
        compute: [{ aggregation: "count", type: "total" }],
        filter: filterOf(config, `log:${log}`, window),
      };
      const { data }: AggregateAnswer = await post("/api/v2/logs/analytics/aggregate", body);
      return data?.buckets?.[0]?.computes?.["c0"] ?? 0;
    },
    async *stored(log, window) {
      // The documentation does not state whether Datadog includes the end.
      for await (const each of search(`log:${log}`, { ...window, until: window.until + 1 }))
        if (timeOf(each) <= window.until) yield toStoredEvent(each);
    },
    late: {
      afterMs: TIME_WINDOW.maxAgeMs,
      async *stored(log, window) {
        for await (const each of search(`log:${log} @${ORIGINAL_TIMESTAMP}:*`, window))
          yield toStoredEvent(each);
      },
    },
    close: () => Promise.resolve(),
  };
}

/** The times are texts of milliseconds. `log` and `env` are tags that the forwarder sends. */
function filterOf(
  { environment }: Pick<EnvironmentConfig, "environment">,
  query: string,
  { since, until }: TimeWindow,
) {
  return {
    query: `service:${SERVICE} env:${environment} ${query}`,
    from: String(since),
    to: String(until),
  };
}

/** In quotes, no character but the quote and the backslash is special. Source: Datadog documentation, "Log Search Syntax". */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function toSinkEvent(log: Log): SinkEvent {
  const { attributes: { attributes, tags = [] } = {} } = log;
  return {
    id: attributes?.cloudwatch?.event_id ?? "",
    log: LOGS.find(({ id }) => tags.includes(`log:${id}`))?.id satisfies LogId | undefined,
    text: JSON.stringify(log),
  };
}

function timeOf({ attributes: { timestamp = "" } = {} }: Log): number {
  return Date.parse(timestamp);
}

/** Every log of the forwarder has an id; one without it matches no log event. */
function toStoredEvent({ attributes: { attributes, host: logStream = "" } = {} }: Log): StoredEvent {
  const originalTime = Date.parse(attributes?.[ORIGINAL_TIMESTAMP] ?? "");
  return {
    ...{ id: attributes?.cloudwatch?.event_id ?? "", logStream, occurrences: 1 },
    ...(!Number.isNaN(originalTime) && { originalTime }),
  };
}

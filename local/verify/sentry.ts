import type { Endpoints } from "../endpoints";
import { isObject, parseJson } from "../../lambda/shared/json";

/** An event in Sentry. */
export interface SentryEvent {
  readonly id: string;
  /** Number of errors that the event represents: storm aggregation sends one event for several errors. */
  readonly occurrences: number;
  /** The complete event, as JSON. */
  readonly text: string;
}

/** Every event in Sentry, without duplicates. */
export async function sentryEvents({ kind, url }: Endpoints["sentry"]): Promise<SentryEvent[]> {
  const events = kind === "spotlight" ? await spotlightEvents(url) : await intakeEvents(url);
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

async function intakeEvents(url: string): Promise<SentryEvent[]> {
  const response = await fetch(`${url}/events`);
  if (!response.ok) throw new Error(`the Sentry intake answered ${response.status} to GET ${url}/events`);
  return ((await response.json()) as unknown[]).flatMap(parseEvent);
}

/** Time without data after which the buffer is considered complete, in milliseconds. */
const IDLE_TIMEOUT_MS = 1_000;

/** Time until the first data arrives, on a busy machine, in milliseconds. An empty buffer sends no data. */
const FIRST_EVENT_TIMEOUT_MS = 5_000;

/**
 * Reads Spotlight's buffer. Spotlight sends its buffer (500 envelopes) to each new client of its server-sent events,
 * and keeps the stream open. Each envelope has the form `[header, [[itemHeader, event]]]`.
 */
async function spotlightEvents(url: string): Promise<SentryEvent[]> {
  const idle = new AbortController();
  const response = await fetch(`${url}/stream`, { signal: idle.signal });
  if (!response.ok || !response.body)
    throw new Error(`Spotlight answered ${response.status} to GET ${url}/stream`);
  let text = "";
  const decoder = new TextDecoder();
  const stop = () => {
    idle.abort();
  };
  let timer = setTimeout(stop, FIRST_EVENT_TIMEOUT_MS);
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      clearTimeout(timer);
      timer = setTimeout(stop, IDLE_TIMEOUT_MS);
    }
  } catch (error) {
    if (!idle.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  return text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .flatMap((line) => {
      const [, items] = parseJson(line.slice("data: ".length)) as [unknown, [unknown, unknown][]];
      return items.flatMap(([, event]) => parseEvent(event));
    });
}

function parseEvent(event: unknown): SentryEvent[] {
  if (!isObject(event) || typeof event["event_id"] !== "string") return [];
  const tags = isObject(event["tags"]) ? event["tags"] : {};
  const occurrences = Number(tags["occurrences"] ?? 1);
  return [{ id: event["event_id"], occurrences, text: JSON.stringify(event) }];
}

import type { Endpoints } from "../endpoints";
import { isObject, parseJson } from "../intakes/json";

/** One event as Sentry has it. */
export interface SentryEvent {
  readonly id: string;
  /** How many errors it stands for: of a storm, not each is sent. */
  readonly occurrences: number;
  /** The whole of it, as JSON. */
  readonly text: string;
}

/** Every event that Sentry holds, each once. */
export async function sentryEvents({ kind, url }: Endpoints["sentry"]): Promise<SentryEvent[]> {
  const events = kind === "spotlight" ? await spotlightEvents(url) : await intakeEvents(url);
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

async function intakeEvents(url: string): Promise<SentryEvent[]> {
  const response = await fetch(`${url}/events`);
  if (!response.ok) throw new Error(`the Sentry intake answered ${response.status} to GET ${url}/events`);
  return ((await response.json()) as unknown[]).flatMap(parseEvent);
}

/** How long the stream has to be silent before its buffer counts as read, in milliseconds. */
const IDLE_TIMEOUT_MS = 1_000;

/** Longest until the first of the buffer comes, on a machine that is busy: one that is empty says nothing at all. */
const FIRST_EVENT_TIMEOUT_MS = 5_000;

/**
 * What Spotlight holds: it replays its buffer (500 envelopes) to each new reader of its server-sent events, and then
 * goes on listening. Each is an envelope with its items: `[header, [[itemHeader, event]]]`.
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

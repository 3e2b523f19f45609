import { isObject } from "../../lambda/shared/json";
import type { Endpoints } from "../endpoints";

/** An event in Sentry. */
export interface SentryEvent {
  readonly id: string;
  /** Number of errors that the event represents: storm aggregation sends one event for several errors. */
  readonly occurrences: number;
  /** The complete event, as JSON. */
  readonly text: string;
}

/** Every event that the Sentry intake accepted. */
export async function sentryEvents({ url }: Pick<Endpoints["sentry"], "url">): Promise<SentryEvent[]> {
  const response = await fetch(`${url}/events`);
  if (!response.ok) throw new Error(`the Sentry intake answered ${response.status} to GET ${url}/events`);
  return ((await response.json()) as unknown[]).flatMap(parseEvent);
}

function parseEvent(event: unknown): SentryEvent[] {
  if (!isObject(event) || typeof event["event_id"] !== "string") return [];
  const tags = isObject(event["tags"]) ? event["tags"] : {};
  const occurrences = Number(tags["occurrences"] ?? 1);
  return [{ id: event["event_id"], occurrences, text: JSON.stringify(event) }];
}

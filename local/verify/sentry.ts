import { isObject } from "../../lambda/shared/json";
import type { Endpoints } from "../endpoints";

/** An event in Sentry. */
export interface SentryEvent {
  readonly id: string;
  /** Number of errors that the event represents: storm aggregation sends one event for several errors. */
  readonly occurrences: number;
  readonly release: unknown;
  /** The complete event, as JSON. */
  readonly text: string;
}

/** The trace of one request in Sentry. */
export interface SentryTransaction {
  readonly traceId: unknown;
  readonly release: unknown;
  /** The complete transaction, as JSON. */
  readonly text: string;
}

/** Every event that the Sentry intake accepted. */
export async function sentryEvents({ url }: Pick<Endpoints["sentry"], "url">): Promise<SentryEvent[]> {
  return (await acceptedItems(url, "events")).flatMap(parseEvent);
}

/** Every transaction that the Sentry intake accepted. */
export async function sentryTransactions({
  url,
}: Pick<Endpoints["sentry"], "url">): Promise<SentryTransaction[]> {
  return (await acceptedItems(url, "transactions")).filter(isObject).map((transaction) => {
    const contexts = isObject(transaction["contexts"]) ? transaction["contexts"] : {};
    const trace = isObject(contexts["trace"]) ? contexts["trace"] : {};
    return { traceId: trace["trace_id"], release: transaction["release"], text: JSON.stringify(transaction) };
  });
}

async function acceptedItems(url: string, items: "events" | "transactions"): Promise<unknown[]> {
  const response = await fetch(`${url}/${items}`);
  if (!response.ok) throw new Error(`the Sentry intake answered ${response.status} to GET ${url}/${items}`);
  return (await response.json()) as unknown[];
}

function parseEvent(event: unknown): SentryEvent[] {
  if (!isObject(event) || typeof event["event_id"] !== "string") return [];
  const tags = isObject(event["tags"]) ? event["tags"] : {};
  const occurrences = Number(tags["occurrences"] ?? 1);
  return [{ id: event["event_id"], occurrences, release: event["release"], text: JSON.stringify(event) }];
}

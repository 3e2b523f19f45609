import type { LogId } from "./logs";

/** A kind of event that InventorySync writes, by the value of the field `event` or `metric`. */
export interface ApplicationEvent {
  readonly field: "event" | "metric";
  readonly name: string;
  readonly log: LogId;
  /** What happened. */
  readonly description: string;
  /** The fields that questions read besides the common ones. */
  readonly fields: readonly string[];
}

/** The events that questions search for. An event of another name reaches the sinks, but no question counts it. */
export const EVENTS = {
  stockUpdated: {
    field: "event",
    name: "stock.updated",
    log: "application",
    description: "the stock of an article changed",
    fields: ["shop"],
  },
  signInFailed: {
    field: "event",
    name: "signin.failed",
    log: "security",
    description: "a sign-in was denied",
    fields: ["reason", "source"],
  },
  cacheHit: {
    field: "event",
    name: "cache.hit",
    log: "performance",
    description: "a cache had the requested entry",
    fields: ["resource"],
  },
  cacheMiss: {
    field: "event",
    name: "cache.miss",
    log: "performance",
    description: "a cache did not have the requested entry",
    fields: ["resource"],
  },
  webhookProcessed: {
    field: "event",
    name: "webhook.processed",
    log: "performance",
    description: "a webhook was processed, in `value` milliseconds",
    fields: ["shop", "value"],
  },
  webhookFailed: {
    field: "event",
    name: "webhook.failed",
    log: "performance",
    description: "processing a webhook failed after `value` milliseconds",
    fields: ["shop", "value"],
  },
  statementExecuted: {
    field: "metric",
    name: "db.client.duration",
    log: "performance",
    description: "the database executed a statement, in `value` milliseconds",
    fields: ["statement", "value"],
  },
} as const satisfies Readonly<Record<string, ApplicationEvent>>;

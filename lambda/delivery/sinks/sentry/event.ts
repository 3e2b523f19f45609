import type { Event, Exception, SeverityLevel } from "@sentry/core";
import type { Level, LogRecord } from "../../../../catalog";
import type { LogEvent } from "../../log-event";
import { eventDigest } from "../event-digest";
import { eventTime, ORIGINAL_TIMESTAMP } from "../event-time";
import { toExtra } from "./extra";
import { fingerprint } from "./fingerprint";
import {
  MAX_AGE_MS,
  MAX_AHEAD_MS,
  MAX_ENVIRONMENT,
  MAX_LOGGER,
  MAX_MESSAGE,
  MAX_RELEASE,
  MAX_SYMBOL,
  MAX_TAG_VALUE,
} from "./limits";
import { sanitizeSlug, sanitizeName, sanitizeText } from "./sanitize";
import { toException } from "./stacktrace";

const SEVERITIES = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warning",
  ERROR: "error",
  CRITICAL: "fatal",
} as const satisfies Record<Level, SeverityLevel>;

/** Fields to search by. Their names avoid those that Sentry reserves, such as `release`. */
const TAGS = [
  "shop",
  "event",
  "error_type",
  "method",
  "path",
  "status",
  "metric",
  "request_id",
] as const satisfies readonly (keyof LogRecord)[];

/** Tag with the number of similar errors that an event represents; absent if it represents only itself. */
export const OCCURRENCES = "occurrences";

/** An event in Sentry's format, with the id by which Sentry deduplicates. */
export type IdentifiedEvent = Event & { readonly event_id: string };

/** @param environment environment shown in Sentry; the default is the record's */
export function toEvent(event: LogEvent, environment: string | undefined, now: number): IdentifiedEvent {
  const { log, origin, record, occurrences } = event;
  const { message, exception: raised, ...fields } = record;
  const exception = exceptionOf(record);
  const time = timeOf(eventTime(event), now);
  return {
    event_id: eventId(event),
    timestamp: time.sent / 1_000,
    platform: "python",
    level: SEVERITIES[record.level ?? "ERROR"],
    ...withoutEmpty({
      logger: sanitizeName(record.logger, MAX_LOGGER),
      server_name: sanitizeName(origin.logStream, MAX_SYMBOL),
      transaction: sanitizeName([record.method, record.path].filter(Boolean).join(" "), MAX_TAG_VALUE),
      release: sanitizeSlug(record.release, MAX_RELEASE, [".", "..", "latest"]),
      environment: sanitizeSlug(environment ?? record.environment, MAX_ENVIRONMENT, [".", "..", "none"]),
      message: message && sanitizeText(message, MAX_MESSAGE),
      exception: exception && { values: [exception] },
      contexts: traceContext(record),
      user: record.actor ? { id: sanitizeText(record.actor, MAX_SYMBOL) } : undefined,
    }),
    fingerprint: fingerprint(record, exception),
    tags: withoutEmpty({
      log,
      ...Object.fromEntries(TAGS.map((tag) => [tag, sanitizeName(record[tag], MAX_TAG_VALUE)])),
      [OCCURRENCES]: occurrences === undefined ? undefined : String(occurrences),
    }),
    extra: toExtra({
      ...fields,
      ...(raised && !exception?.stacktrace && { stacktrace: raised.stacktrace }),
      ...(time.own !== time.sent && { [ORIGINAL_TIMESTAMP]: new Date(time.own).toISOString() }),
      cloudwatch: { log_group: origin.logGroup, log_stream: origin.logStream, event_id: event.id },
    }),
  };
}

/** Sentry's id of an event: the same in every delivery. */
export function eventId(event: LogEvent): string {
  return eventDigest(event).toString("hex");
}

/** The record's exception, or one built from its error type and message. */
export function exceptionOf({ exception, error_type: type, message = "" }: LogRecord): Exception | undefined {
  if (exception) return toException(exception);
  return type === undefined ? undefined : toException({ type, value: message, stacktrace: [] });
}

/**
 * Sentry replaces timestamps that are too old or in the future, so such events are sent with the current time, and keep
 * their own time in `extra`.
 */
function timeOf(own: number, now: number): { readonly own: number; readonly sent: number } {
  return { own, sent: own < now - MAX_AGE_MS || own > now + MAX_AHEAD_MS ? now : own };
}

/** Sentry requires both W3C ids of a trace context. */
function traceContext({ trace_id = "", span_id = "" }: LogRecord): Event["contexts"] {
  const isTrace = /^[0-9a-f]{32}$/.test(trace_id) && /^[0-9a-f]{16}$/.test(span_id);
  return isTrace ? { trace: { trace_id, span_id } } : undefined;
}

type WithoutEmpty<Values> = { [Key in keyof Values]?: NonNullable<Values[Key]> };

/** Omits absent values: Sentry reports empty texts and undefined tags as errors. */
function withoutEmpty<Values extends object>(values: Values): WithoutEmpty<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as WithoutEmpty<Values>;
}

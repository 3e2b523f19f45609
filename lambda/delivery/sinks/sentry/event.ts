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

/** Fields worth searching for. Their names are none of those that Sentry keeps for itself, such as `release`. */
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

/** The tag that says for how many errors alike an event stands; absent where it stands for itself alone. */
export const OCCURRENCES = "occurrences";

/** @param environment environment shown in Sentry; the record's own where it is absent */
export function toEvent(event: LogEvent, environment: string | undefined, now: number): Event {
  const { log, origin, record, occurrences } = event;
  const { message, exception: raised, ...fields } = record;
  const exception = exceptionOf(record);
  const time = timeOf(eventTime(event), now);
  return {
    event_id: eventDigest(event).toString("hex"),
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

/** What was raised, or what the record says of it. */
export function exceptionOf({ exception, error_type: type, message = "" }: LogRecord): Exception | undefined {
  if (exception) return toException(exception);
  return type === undefined ? undefined : toException({ type, value: message, stacktrace: [] });
}

/** Sentry would re-date what is too old or from the future; so it is sent as of now, and keeps its own time beside. */
function timeOf(own: number, now: number): { readonly own: number; readonly sent: number } {
  return { own, sent: own < now - MAX_AGE_MS || own > now + MAX_AHEAD_MS ? now : own };
}

/** A trace is a pair of W3C ids or none. */
function traceContext({ trace_id = "", span_id = "" }: LogRecord): Event["contexts"] {
  const isTrace = /^[0-9a-f]{32}$/.test(trace_id) && /^[0-9a-f]{16}$/.test(span_id);
  return isTrace ? { trace: { trace_id, span_id } } : undefined;
}

type WithoutEmpty<Values> = { [Key in keyof Values]?: NonNullable<Values[Key]> };

/** Without the values that are not there: an empty text and an undefined tag are errors of their own. */
function withoutEmpty<Values extends object>(values: Values): WithoutEmpty<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as WithoutEmpty<Values>;
}

import type { Event, SeverityLevel } from "@sentry/core";
import { ATTRIBUTES, type Level, type LogRecord } from "../../../../catalog";
import type { LogEvent } from "../../log-event";
import { eventDigest } from "../event-digest";
import { ORIGINAL_TIMESTAMP, timeAtSink } from "../event-time";
import { toExceptions } from "./exceptions";
import { toExtra } from "./extra";
import { fingerprint } from "./fingerprint";
import {
  MAX_ENVIRONMENT,
  MAX_LOGGER,
  MAX_MESSAGE,
  MAX_RELEASE,
  MAX_SYMBOL,
  MAX_TAG_VALUE,
  MAX_USER_ID,
  TIME_WINDOW,
} from "./limits";
import { linksOf } from "./links";
import { sanitizeSlug, sanitizeName, sanitizeText } from "./sanitize";

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

export interface SentryEvent {
  readonly event: IdentifiedEvent;
  /** Whether a part exceeded its limit and was truncated with a note. */
  readonly truncated: boolean;
}

/** @param environment environment shown in Sentry; the default is the record's */
export function toEvent(event: LogEvent, environment: string | undefined, now: number): SentryEvent {
  const { log, origin, record, occurrences } = event;
  const { message = "", exception: raised, [ATTRIBUTES]: attributes = {}, ...fields } = record;
  const exceptions = toExceptions(linksOf(record));
  const hasFrames = exceptions.values.some(({ stacktrace }) => stacktrace !== undefined);
  const time = timeAtSink(event, now, TIME_WINDOW);
  const { extra, truncated } = toExtra({
    ...fields,
    ...Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`${ATTRIBUTES}.${key}`, value])),
    ...(raised && !hasFrames && { stacktrace: raised.stacktrace }),
    ...(time.original !== undefined && { [ORIGINAL_TIMESTAMP]: time.original }),
    cloudwatch: { log_group: origin.logGroup, log_stream: origin.logStream, event_id: event.id },
  });
  return {
    truncated: truncated || exceptions.truncated || message.length > MAX_MESSAGE,
    event: {
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
        message: sanitizeText(message, MAX_MESSAGE),
        exception: exceptions.values.length > 0 ? { values: [...exceptions.values] } : undefined,
        contexts: traceContext(record),
        user: record.actor ? { id: sanitizeText(record.actor, MAX_USER_ID) } : undefined,
      }),
      fingerprint: fingerprint(record),
      tags: withoutEmpty({
        log,
        ...Object.fromEntries(TAGS.map((tag) => [tag, sanitizeName(record[tag], MAX_TAG_VALUE)])),
        [OCCURRENCES]: occurrences === undefined ? undefined : String(occurrences),
      }),
      extra,
    },
  };
}

/** Sentry's id of an event: the same in every delivery. */
export function eventId(event: LogEvent): string {
  return eventDigest(event).toString("hex");
}

const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;

/** Sentry requires both W3C ids of a trace context. An id of zeros stands for none. */
function traceContext({ trace_id = "", span_id = "" }: LogRecord): Event["contexts"] {
  return TRACE_ID.test(trace_id) && SPAN_ID.test(span_id) ? { trace: { trace_id, span_id } } : undefined;
}

type WithoutEmpty<Values> = { [Key in keyof Values]?: NonNullable<Values[Key]> };

/** Omits absent values: Sentry reports empty texts and undefined tags as errors. */
function withoutEmpty<Values extends object>(values: Values): WithoutEmpty<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as WithoutEmpty<Values>;
}

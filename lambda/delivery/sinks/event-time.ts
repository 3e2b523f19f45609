import type { LogEvent } from "../log-event";
import { parseIsoTime } from "./iso-time";

/** Time of the event, in milliseconds since the epoch: the record's, or else CloudWatch Logs'. */
export function eventTime({ record, timestamp }: LogEvent): number {
  const time = parseIsoTime(String(record["@timestamp"]));
  return Number.isNaN(time) ? timestamp : time;
}

/** The times that a sink accepts, relative to the time at which it receives them. */
export interface TimeWindow {
  readonly maxAgeMs: number;
  readonly maxAheadMs: number;
}

/** The time with which an event is sent. */
export interface SentTime {
  /** Milliseconds since the epoch. */
  readonly sent: number;
  /** The event's own time, for the attribute `ORIGINAL_TIMESTAMP`; absent if it is sent with it. */
  readonly original?: string;
}

/**
 * The time of an event at a sink. Sinks drop or change events outside their window, so such an event is sent with the
 * current time, and keeps its own time in an attribute.
 */
export function timeAtSink(event: LogEvent, now: number, { maxAgeMs, maxAheadMs }: TimeWindow): SentTime {
  const own = eventTime(event);
  return own < now - maxAgeMs || own > now + maxAheadMs
    ? { sent: now, original: new Date(own).toISOString() }
    : { sent: own };
}

/** Attribute with the original time of an event that was sent with another time. */
export const ORIGINAL_TIMESTAMP = "original_timestamp";

import type { LogEvent } from "../log-event";

/** Time of the event, in milliseconds since the epoch: the record's, or else CloudWatch Logs'. */
export function eventTime({ record, timestamp }: LogEvent): number {
  const time = Date.parse(String(record["@timestamp"]));
  return Number.isNaN(time) ? timestamp : time;
}

/** Attribute with the original time of an event that was sent with another time. */
export const ORIGINAL_TIMESTAMP = "original_timestamp";

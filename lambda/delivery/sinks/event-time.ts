import type { LogEvent } from "../log-event";

/** When it happened, in milliseconds since the epoch: by the record, or else by CloudWatch Logs. */
export function eventTime({ record, timestamp }: LogEvent): number {
  const time = Date.parse(record["@timestamp"] ?? "");
  return Number.isNaN(time) ? timestamp : time;
}

/** The attribute that keeps an event's own time where an intake had to be given another. */
export const ORIGINAL_TIMESTAMP = "original_timestamp";

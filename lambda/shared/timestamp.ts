/** The last millisecond that RFC 3339 can represent. */
const MAX_TIMESTAMP = Date.parse("9999-12-31T23:59:59.999Z");

/** Whether a value is a timestamp in milliseconds since the epoch that all sinks can represent. */
export function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TIMESTAMP;
}

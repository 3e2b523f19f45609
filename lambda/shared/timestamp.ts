/** The last millisecond RFC 3339 can write. */
const MAX_TIMESTAMP = Date.parse("9999-12-31T23:59:59.999Z");

/** Milliseconds since the epoch, as every sink can write them. */
export function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TIMESTAMP;
}

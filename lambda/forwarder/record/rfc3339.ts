/**
 * Date and time with an offset, in the subset of RFC 3339 that all sinks accept: upper case, at most nanoseconds, real
 * time zone offsets.
 */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

export function isRfc3339(value: unknown): value is string {
  if (typeof value !== "string" || !DATE_TIME.test(value)) return false;
  // Date.parse converts 30 February to 2 March.
  const day = Number(value.slice(8, 10));
  return day <= 28 || new Date(value.slice(0, 10)).getUTCDate() === day;
}

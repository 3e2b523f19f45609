/**
 * Units of a period, their abbreviations, and the highest number that Logs Insights uses: it implements `bin(300s)` as
 * 60 seconds. Source: CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions",
 * "Datetime functions". The page states no cap for days.
 */
const UNITS = [
  { names: ["ms", "msec", "msecs", "millisecond", "milliseconds"], ms: 1, cap: 1000 },
  { names: ["s", "sec", "secs", "second", "seconds"], ms: 1000, cap: 60 },
  { names: ["m", "min", "mins", "minute", "minutes"], ms: 60_000, cap: 60 },
  { names: ["h", "hr", "hrs", "hour", "hours"], ms: 3_600_000, cap: 24 },
  { names: ["d", "day", "days"], ms: 86_400_000, cap: Number.POSITIVE_INFINITY },
] as const;

export const PERIOD = "a period such as 30s, 5m, 1h or 1d";

/** Milliseconds of a period such as `5m`; `undefined` if it has another unit, or is 0. */
export function parsePeriod(text: string): number | undefined {
  const count = Number.parseInt(text, 10);
  const name = text.replace(/^\d+/, "");
  const unit = UNITS.find(({ names }) => names.some((known) => known === name));
  return unit === undefined || count === 0 ? undefined : Math.min(count, unit.cap) * unit.ms;
}

import { OperatorError } from "./operator-error";

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const AGE = /^(?:now-)?(?<count>\d{1,6})(?<unit>[smhd])$/;

/**
 * A time of the command line in milliseconds since the epoch: an age such as `15m`, or RFC 3339. `now-15m` is the same
 * as `15m`.
 *
 * @throws OperatorError for any other text
 */
export function parseTime(option: string, text: string, now: number): number {
  const { count, unit } = AGE.exec(text)?.groups ?? {};
  if (count !== undefined && unit !== undefined)
    return now - Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new OperatorError(
      `${option} is ${JSON.stringify(text)}, expected an age such as 15m, 24h or 7d, or RFC 3339 such as 2026-03-01T12:00:00Z`,
    );
  return time;
}

/**
 * A duration of the command line in milliseconds, such as `90s` or `5m`.
 *
 * @throws OperatorError for any other text
 */
export function parseDuration(option: string, text: string): number {
  const { count, unit } = /^(?<count>\d{1,6})(?<unit>[smhd])$/.exec(text)?.groups ?? {};
  if (count !== undefined && unit !== undefined && Number(count) > 0)
    return Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  throw new OperatorError(`${option} is ${JSON.stringify(text)}, expected a duration such as 90s or 5m`);
}

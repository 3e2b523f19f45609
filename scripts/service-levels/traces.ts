import type { Trace } from "./simulate";

const HOUR = 60;
const DAY = 24 * HOUR;
/** Long enough for every window to fill before the failures begin, and to empty after they have ended. */
const BEFORE = 3 * DAY;
const AFTER = 4 * DAY;

/** A time of failures, between times without any. */
export interface Scenario {
  readonly title: string;
  readonly requestsPerMinute: number;
  /** Share of bad requests while it lasts. */
  readonly badShare: number;
  readonly minutes: number;
}

export const SCENARIOS: readonly Scenario[] = [
  { title: "every request fails for one minute", requestsPerMinute: 100, badShare: 1, minutes: 1 },
  { title: "every request fails for one hour", requestsPerMinute: 100, badShare: 1, minutes: HOUR },
  { title: "10 % fail for one hour", requestsPerMinute: 100, badShare: 0.1, minutes: HOUR },
  { title: "2 % fail for three hours", requestsPerMinute: 100, badShare: 0.02, minutes: 3 * HOUR },
  { title: "1 % fail for twelve hours", requestsPerMinute: 100, badShare: 0.01, minutes: 12 * HOUR },
  { title: "0.3 % fail for four days", requestsPerMinute: 1_000, badShare: 0.003, minutes: 4 * DAY },
  { title: "0.09 % fail for 30 days", requestsPerMinute: 10_000, badShare: 0.0009, minutes: 30 * DAY },
  { title: "one request a minute, and two fail", requestsPerMinute: 1, badShare: 1, minutes: 2 },
  {
    title: "one request a minute, and all fail for one hour",
    requestsPerMinute: 1,
    badShare: 1,
    minutes: HOUR,
  },
];

/** The failures begin at the minute `begin` of the trace. */
export function traceOf({
  requestsPerMinute,
  badShare,
  minutes,
}: Scenario): Trace & { readonly begin: number } {
  const length = BEFORE + minutes + AFTER;
  const bad = Math.round(requestsPerMinute * badShare);
  return {
    begin: BEFORE,
    requests: Array.from({ length }, () => requestsPerMinute),
    bad: Array.from({ length }, (_, minute) => (minute >= BEFORE && minute < BEFORE + minutes ? bad : 0)),
  };
}

import { OperatorError, parseTime } from "../cli";
import type { TimeWindow } from "../log-events";
import type { ReconcileOptions } from "./reconcile-options";
import { SLICE_UNIT_MS } from "./slices";

export interface ReconcileWindow extends TimeWindow {
  /** What CloudWatch Logs received later may be on its way to the sinks. In milliseconds since the epoch. */
  readonly settledBefore: number;
}

/** Metrics have one data point a minute, so the time window begins with one. */
const MINUTE_MS = 60_000;

/**
 * The time window by the timestamps of CloudWatch Logs. It begins with a whole minute, and ends before a whole second.
 *
 * @throws OperatorError if it is empty
 */
export function reconcileWindow(
  { since: from, until: to, settling }: Pick<ReconcileOptions, "since" | "until" | "settling">,
  now: number,
): ReconcileWindow {
  const settledBefore = parseTime("--settling", settling, now);
  const since = parseTime("--since", from, now);
  const end = to === undefined ? settledBefore : parseTime("--until", to, now);
  const window = {
    since: since - (since % MINUTE_MS),
    until: end - (end % SLICE_UNIT_MS) - 1,
    settledBefore,
  };
  if (window.since < window.until) return window;
  const ofSettling = to === undefined ? `, which is --settling ${settling} ago` : "";
  throw new OperatorError(
    `--since ${new Date(since).toISOString()} is not before the end of the time window, ${new Date(end).toISOString()}${ofSettling}`,
  );
}

import type { Clock } from "../shared/clock";

/** When the work must be over, and how to wait until then. */
export interface Deadline extends Pick<Clock, "sleep"> {
  /** Milliseconds until the deadline; negative after it. */
  readonly remainingMs: () => number;
}

import type { Clock } from "../shared/clock";

/** The deadline of the function's work, and how to wait. */
export interface Deadline extends Pick<Clock, "sleep"> {
  /** Milliseconds until the deadline; negative after it. */
  readonly remainingMs: () => number;
}

/** The time a function has, and how it passes. */
export interface Clock {
  /** Milliseconds until the work must be over; below zero when it should have been. */
  readonly remainingMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Time and chance, as a function has them; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 to 1, which is never reached. */
  readonly random: () => number;
}

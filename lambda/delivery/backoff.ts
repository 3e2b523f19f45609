export interface Backoff {
  /** Longest before the second attempt, in milliseconds; it doubles with each attempt. */
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * How long to wait after an attempt: anything up to the doubled base, so that callers that failed together do not
 * come back together.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter", full jitter.
 *
 * @param attempt the attempt that failed, from 1
 * @param random from 0 to 1
 */
export function fullJitter({ baseMs, capMs }: Backoff, attempt: number, random: number): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** (attempt - 1)));
}

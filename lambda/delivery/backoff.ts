export interface Backoff {
  /** Upper bound of the wait before the second attempt, in milliseconds; it doubles with each attempt. */
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * The wait after a failed attempt: a random time up to the doubled base, so that callers that failed together do not
 * retry together.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter", full jitter.
 *
 * @param attempt number of the failed attempt, from 1
 * @param random from 0 to 1
 */
export function fullJitter({ baseMs, capMs }: Backoff, attempt: number, random: number): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** (attempt - 1)));
}

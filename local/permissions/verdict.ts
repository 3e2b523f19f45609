/**
 * What the removal of one action showed.
 * - `needed`: the outcome of the function's drive changed
 * - `by-aws`: only an AWS service makes the call; not removed
 * - `search-domain`: a request to a domain of OpenSearch Service, which the local platform does not have; not removed
 * - `unproven`: nothing changed
 */
export type Verdict = "needed" | "by-aws" | "search-domain" | "unproven";

/** The largest share of unproven actions, in percent of those that were removed. */
export const MAX_UNPROVEN_PERCENT = 15;

/** How many of the actions that were removed are needed. */
export interface Score {
  readonly needed: number;
  readonly unproven: number;
  /** Percentage of the removed actions that are needed, rounded down to a tenth; 100 if none was removed. */
  readonly percent: number;
  readonly passed: boolean;
}

export function scoreOf(verdicts: readonly Verdict[]): Score {
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const [needed, unproven] = [count("needed"), count("unproven")];
  const removed = needed + unproven;
  return {
    needed,
    unproven,
    percent: removed === 0 ? 100 : Math.floor((1_000 * needed) / removed) / 10,
    passed: 100 * unproven <= MAX_UNPROVEN_PERCENT * removed,
  };
}

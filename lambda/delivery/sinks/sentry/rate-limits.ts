import { type RateLimits, updateRateLimits } from "@sentry/core";
import type { HttpResult } from "../http";
import { capPause } from "../pause";

/** The times until which Sentry rate-limits each category. Kept across requests and invocations. */
export type { RateLimits };

/**
 * Updates the limits after a response. `X-Sentry-Rate-Limits` may be in a response with any status and takes precedence
 * over `Retry-After`; a 429 with neither limits all categories for one minute. Source: Sentry Developer Documentation,
 * "Rate Limiting". No limit lasts longer than `MAX_PAUSE_MS`.
 */
export function updateAfterResponse(limits: RateLimits, result: HttpResult, now: number): RateLimits {
  if (result.kind === "noResponse") return limits;
  const headers = {
    "x-sentry-rate-limits": result.headers.get("x-sentry-rate-limits"),
    "retry-after": result.headers.get("retry-after"),
  };
  return capLimits(updateRateLimits(limits, { statusCode: result.status, headers }, now), now);
}

/** Time until errors may be sent, in milliseconds. Limits of other categories, such as transactions, do not apply. */
export function remainingWaitMs(limits: RateLimits, now: number): number {
  return Math.max(0, (limits["error"] ?? 0) - now, (limits["all"] ?? 0) - now);
}

/** The limits with no time that is further away than `MAX_PAUSE_MS`. */
function capLimits(limits: RateLimits, now: number): RateLimits {
  return Object.fromEntries(
    Object.entries(limits).map(([category, until]) => [category, now + capPause(until - now)]),
  );
}

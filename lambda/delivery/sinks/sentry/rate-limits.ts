import { type RateLimits, updateRateLimits } from "@sentry/core";
import { maximum } from "../../../shared/maximum";
import type { HttpResult } from "../http";
import { capPause } from "../pause";

/** The times until which Sentry rate-limits each category. Kept across requests and invocations. */
export type { RateLimits };

/**
 * The current limits. They outlive a sink whose key was rejected, and apply to its next key too: Sentry can limit a whole
 * organization.
 */
export interface LimitMemory {
  current: RateLimits;
}

export function createLimitMemory(): LimitMemory {
  return { current: {} };
}

/** The categories of a limit on errors. */
const RELEVANT_CATEGORIES = ["error", "all"] as const;

/**
 * Updates the limits after a response. `X-Sentry-Rate-Limits` may be in a response with any status and takes precedence
 * over `Retry-After`; a 429 with neither limits all categories for one minute. Source: Sentry Developer Documentation,
 * "Rate Limiting". No limit lasts longer than `MAX_PAUSE_MS`.
 */
export function updateAfterResponse(limits: RateLimits, result: HttpResult, now: number): RateLimits {
  if (result.kind === "noResponse") return limits;
  const headers = {
    "x-sentry-rate-limits": result.headers["x-sentry-rate-limits"] ?? null,
    "retry-after": result.headers["retry-after"] ?? null,
  };
  return relevantLimits(updateRateLimits(limits, { statusCode: result.status, headers }, now), now);
}

/** Time until errors may be sent, in milliseconds. Limits of other categories, such as transactions, do not apply. */
export function remainingWaitMs(limits: RateLimits, now: number): number {
  return maximum(RELEVANT_CATEGORIES.map((category) => (limits[category] ?? 0) - now));
}

/**
 * The limits that apply to errors, with no time that is further away than `MAX_PAUSE_MS`. A response can name any number
 * of other categories, so they are not kept.
 */
function relevantLimits(limits: RateLimits, now: number): RateLimits {
  return Object.fromEntries(
    RELEVANT_CATEGORIES.flatMap((category) => {
      const until = limits[category];
      return until === undefined || until <= now ? [] : [[category, now + capPause(until - now)]];
    }),
  );
}

import { type RateLimits, updateRateLimits } from "@sentry/core";
import type { HttpResult } from "../http";

/** Until when Sentry wants nothing of a kind: kept from answer to answer, also from one invocation to the next. */
export type { RateLimits };

/**
 * The limits after an answer. `X-Sentry-Rate-Limits` comes with any status and wins over `Retry-After`; a 429 with
 * neither is a minute. Source: Sentry Developer Documentation, "Rate Limiting".
 */
export function updateAfterResponse(limits: RateLimits, result: HttpResult, now: number): RateLimits {
  if (result.kind === "noResponse") return limits;
  const headers = {
    "x-sentry-rate-limits": result.headers.get("x-sentry-rate-limits"),
    "retry-after": result.headers.get("retry-after"),
  };
  return updateRateLimits(limits, { statusCode: result.status, headers }, now);
}

/** How long errors have to wait, in milliseconds; a limit on transactions alone is none on them. */
export function remainingWaitMs(limits: RateLimits, now: number): number {
  return Math.max(0, (limits["error"] ?? 0) - now, (limits["all"] ?? 0) - now);
}

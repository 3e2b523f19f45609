import { type RateLimits, updateRateLimits } from "@sentry/core";
import type { Answer } from "../http";

/** Until when Sentry wants nothing of a kind: kept from answer to answer, also from one invocation to the next. */
export type { RateLimits };

/**
 * The limits after an answer. `X-Sentry-Rate-Limits` comes with any status and wins over `Retry-After`; a 429 with
 * neither is a minute. Source: Sentry Developer Documentation, "Rate Limiting".
 */
export function afterAnswer(limits: RateLimits, answer: Answer, now: number): RateLimits {
  if (answer.kind === "unanswered") return limits;
  const headers = {
    "x-sentry-rate-limits": answer.headers.get("x-sentry-rate-limits"),
    "retry-after": answer.headers.get("retry-after"),
  };
  return updateRateLimits(limits, { statusCode: answer.status, headers }, now);
}

/** How long errors have to wait, in milliseconds; a limit on transactions alone is none on them. */
export function waitMs(limits: RateLimits, now: number): number {
  return Math.max(0, (limits["error"] ?? 0) - now, (limits["all"] ?? 0) - now);
}

import type { HttpResult } from "../http";
import type { Verdict } from "../sink";
import { type VerdictRow, verdictOf } from "../verdict-table";

/** Source: Sentry Developer Documentation, "Envelopes" and "Rate Limiting". A status without a row is rejected. */
export const VERDICTS = [
  { from: 200, to: 200, kind: "delivered" },
  { from: 400, to: 400, kind: "reject", description: "the event is malformed" },
  {
    from: 401,
    to: 401,
    kind: "park",
    invalidCredentials: true,
    description: "the key of the DSN is not valid",
  },
  {
    from: 403,
    to: 403,
    kind: "park",
    invalidCredentials: true,
    description: "the project of the DSN does not accept events",
  },
  { from: 408, to: 408, kind: "retry" },
  // An envelope contains one event, so it cannot be split.
  { from: 413, to: 413, kind: "reject", description: "the event is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

const SINK = "sentry";

/** @param afterMs time until the rate limits allow errors again */
export function toVerdict(result: HttpResult, afterMs: number): Verdict {
  switch (result.kind) {
    case "noResponse":
      return { kind: "retry", afterMs, reason: `${SINK} gave ${result.reason}` };
    case "response":
      return verdictOf(VERDICTS, result.status, { sink: SINK, afterMs });
  }
}

/** Verdict without a request: an earlier response set a rate limit. */
export function rateLimited(afterMs: number): Verdict {
  return { kind: "retry", afterMs, reason: `${SINK} rate-limits errors for another ${afterMs} ms` };
}

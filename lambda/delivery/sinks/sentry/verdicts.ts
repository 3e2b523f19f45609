import type { HttpResult } from "../http";
import type { Verdict } from "../sink";
import { type VerdictRow, verdictOf } from "../verdict-table";

/** Source: Sentry Developer Documentation, "Envelopes" and "Rate Limiting". A status without a row is rejected. */
export const VERDICTS = [
  { from: 200, to: 200, kind: "delivered" },
  { from: 400, to: 400, kind: "reject", description: "the event is not as Sentry wants it" },
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
    description: "the project of the DSN takes no events",
  },
  { from: 408, to: 408, kind: "retry" },
  // An envelope holds one event: there is nothing to split.
  { from: 413, to: 413, kind: "reject", description: "the event is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

const SINK = "sentry";

/** @param afterMs how long the limits in force make errors wait */
export function toVerdict(result: HttpResult, afterMs: number): Verdict {
  switch (result.kind) {
    case "noResponse":
      return { kind: "retry", afterMs, reason: `${SINK} gave ${result.reason}` };
    case "response":
      return verdictOf(VERDICTS, result.status, { sink: SINK, afterMs });
  }
}

/** Nothing was sent: an earlier answer asked for silence. */
export function rateLimited(afterMs: number): Verdict {
  return { kind: "retry", afterMs, reason: `${SINK} wants no errors for another ${afterMs} ms` };
}

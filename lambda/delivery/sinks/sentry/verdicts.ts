import { parseObject } from "../../../shared/json";
import { type HttpResult, isForeignError } from "../http";
import type { Verdict } from "../sink";
import { REDIRECTS, type VerdictRow, verdictOf } from "../verdict-table";

/** Source: Sentry Developer Documentation, "Envelopes" and "Rate Limiting". A status without a row parks the event. */
export const VERDICTS = [
  // Only with the id of the event: see `isAcknowledged`.
  { from: 200, to: 200, kind: "delivered" },
  REDIRECTS,
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

/**
 * @param eventId id of the event that was sent
 * @param afterMs time until the rate limits allow errors again
 */
export function toVerdict(result: HttpResult, eventId: string, afterMs: number): Verdict {
  if (result.kind === "noResponse")
    return { kind: "retry", afterMs, reason: `${SINK} gave ${result.reason}` };
  const { status, body } = result;
  const verdict = verdictOf(VERDICTS, status, { sink: SINK, afterMs, isForeign: isForeignError(body) });
  return verdict.kind === "delivered" && !isAcknowledged(body, eventId) ? unacknowledged(afterMs) : verdict;
}

/**
 * Sentry acknowledges an event with its id. Any other 200 comes from a proxy, a captive portal or a firewall, which
 * discarded the event.
 */
function isAcknowledged(body: string | undefined, eventId: string): boolean {
  const { id } = parseObject(body ?? "");
  // Compatible servers write the id as a UUID with hyphens.
  return typeof id === "string" && id.replaceAll("-", "").toLowerCase() === eventId;
}

/** Retried without a duplicate: Sentry ignores an event whose id it knows. */
function unacknowledged(afterMs: number): Verdict {
  return {
    kind: "retry",
    afterMs,
    reason: `${SINK} answered 200 without the id of the event; check the address, and the proxies before the sink`,
  };
}

/** Verdict without a request: an earlier response set a rate limit. */
export function rateLimited(afterMs: number): Verdict {
  return { kind: "retry", afterMs, reason: `${SINK} rate-limits errors for another ${afterMs} ms` };
}

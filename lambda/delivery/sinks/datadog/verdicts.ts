import { type HttpResult, isForeignError, retryAfterMs } from "../http";
import type { Verdict } from "../sink";
import { REDIRECTS, type VerdictRow, verdictOf } from "../verdict-table";

/** Source: Datadog API Reference, "Send logs". A status without a row parks the events. */
export const VERDICTS = [
  { from: 202, to: 202, kind: "delivered" },
  REDIRECTS,
  // The intake rejects the whole request for one invalid log, so halve the batch to find it.
  { from: 400, to: 400, kind: "split", description: "the request is malformed" },
  { from: 401, to: 401, kind: "park", invalidCredentials: true, description: "the API key is missing" },
  {
    from: 403,
    to: 403,
    kind: "park",
    invalidCredentials: true,
    description: "the API key is not valid at this site",
  },
  { from: 408, to: 408, kind: "retry" },
  { from: 413, to: 413, kind: "split", description: "the request is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly VerdictRow[];

const SINK = "datadog";

/** The intake returns one status for the whole request. */
export function toVerdict(result: HttpResult, now: number): Verdict {
  switch (result.kind) {
    case "noResponse":
      return { kind: "retry", afterMs: 0, reason: `${SINK} gave ${result.reason}` };
    case "response":
      return verdictOf(VERDICTS, result.status, {
        sink: SINK,
        afterMs: retryAfterMs(result.headers["retry-after"], now),
        isForeign: isForeignError(result.body),
      });
  }
}

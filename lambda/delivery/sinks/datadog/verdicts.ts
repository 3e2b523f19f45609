import { type Answer, retryAfterMs } from "../http";
import type { Verdict } from "../sink";
import { type Row, verdictOf } from "../verdict-table";

/** Source: Datadog API Reference, "Send logs". A status without a row is rejected. */
export const VERDICTS = [
  { from: 202, to: 202, kind: "delivered" },
  // One log that is wrong makes the whole request so: halving finds it.
  { from: 400, to: 400, kind: "split", says: "the request is not as the intake wants it" },
  { from: 401, to: 401, kind: "park", credentials: true, says: "the API key is missing" },
  { from: 403, to: 403, kind: "park", credentials: true, says: "the API key is not valid at this site" },
  { from: 408, to: 408, kind: "retry" },
  { from: 413, to: 413, kind: "split", says: "the request is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly Row[];

const INTAKE = "datadog";

/** The intake answers for a request as a whole. */
export function toVerdict(answer: Answer, now: number): Verdict {
  switch (answer.kind) {
    case "unanswered":
      return { kind: "retry", afterMs: 0, reason: `${INTAKE} gave ${answer.why}` };
    case "answered":
      return verdictOf(VERDICTS, answer.status, {
        intake: INTAKE,
        afterMs: retryAfterMs(answer.headers.get("retry-after"), now),
      });
  }
}

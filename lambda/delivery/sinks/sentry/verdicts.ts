import type { Answer } from "../http";
import type { Verdict } from "../sink";
import { type Row, verdictOf } from "../verdict-table";

/** Source: Sentry Developer Documentation, "Envelopes" and "Rate Limiting". A status without a row is rejected. */
export const VERDICTS = [
  { from: 200, to: 200, kind: "delivered" },
  { from: 400, to: 400, kind: "reject", says: "the event is not as Sentry wants it" },
  { from: 401, to: 401, kind: "park", credentials: true, says: "the key of the DSN is not valid" },
  { from: 403, to: 403, kind: "park", credentials: true, says: "the project of the DSN takes no events" },
  { from: 408, to: 408, kind: "retry" },
  // An envelope holds one event: there is nothing to split.
  { from: 413, to: 413, kind: "reject", says: "the event is too large" },
  { from: 429, to: 429, kind: "retry" },
  { from: 500, to: 599, kind: "retry" },
] as const satisfies readonly Row[];

const INTAKE = "sentry";

/** @param afterMs how long the limits in force make errors wait */
export function toVerdict(answer: Answer, afterMs: number): Verdict {
  switch (answer.kind) {
    case "unanswered":
      return { kind: "retry", afterMs, reason: `${INTAKE} gave ${answer.why}` };
    case "answered":
      return verdictOf(VERDICTS, answer.status, { intake: INTAKE, afterMs });
  }
}

/** Nothing was sent: an earlier answer asked for silence. */
export function limited(afterMs: number): Verdict {
  return { kind: "retry", afterMs, reason: `${INTAKE} wants no errors for another ${afterMs} ms` };
}

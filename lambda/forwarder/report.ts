import { type Ledger, OUTCOMES, type Reason } from "../delivery/ledger";

/** A payload that is not forwarded, and what became of it. */
export interface Refusal {
  readonly reason: string;
  /**
   * `quarantined`: kept in the bucket as it came. `ignored`: of a log of the platform's own, which keeps it.
   * `failed`: it could not be kept, and is still Lambda's.
   */
  readonly outcome: "quarantined" | "ignored" | "failed";
}

/** What one invocation did. It holds no log text. */
export interface Invocation {
  /** Log groups of the events. */
  readonly logGroups: readonly string[];
  readonly events: number;
  readonly controlMessages: number;
  readonly refusals: readonly Refusal[];
  /** Payloads left for the next invocation, because those before them were all that one can hold. */
  readonly postponed: number;
  /** Secrets replaced. */
  readonly replacements: number;
  /** Events of which only the safe fields were sent. */
  readonly redactionFailures: number;
  readonly ledgers: readonly Ledger[];
}

/** The invocation in a sentence, for who reads the forwarder's log. */
export function summarize(invocation: Invocation): string {
  const { logGroups, events, controlMessages, refusals, postponed, ledgers } = invocation;
  const parts = [
    ...(logGroups.length > 0 ? [`${events} events of ${logGroups.join(", ")}`] : []),
    ...ledgers.map(inWords),
    ...(controlMessages > 0 ? ["control message: CloudWatch Logs reaches the forwarder"] : []),
    ...refusals.map(({ reason, outcome }) => `payload ${outcome}: ${reason}`),
    ...(postponed > 0 ? [`${postponed} payloads left for the next invocation`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : "nothing to forward";
}

/** Why an invocation must fail, or undefined when everything has an outcome. */
export function failureOf({ refusals, ledgers }: Invocation): string | undefined {
  const wrong = [
    ...refusals.flatMap(({ reason, outcome }) => (outcome === "failed" ? `payload not kept: ${reason}` : [])),
    ...ledgers.filter(({ undelivered }) => undelivered > 0).map(inWords),
  ];
  return wrong.length === 0 ? undefined : `${wrong.join("; ")}; ${WHERE_EVENTS_ARE}`;
}

/**
 * Sources: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" and
 * "Using Lambda to process records from Amazon Kinesis Data Streams".
 */
const WHERE_EVENTS_ARE =
  "no event is lost: Lambda tries this invocation again, then keeps its payload at the forwarder's on-failure destination";

/** `sentry: 2 delivered, 1 undelivered (1 × "503") of 3` */
export function inWords(ledger: Ledger): string {
  const counts = [...OUTCOMES, "undelivered" as const].flatMap((outcome) =>
    ledger[outcome] === 0 ? [] : `${ledger[outcome]} ${outcome}${inBrackets(ledger.reasons, outcome)}`,
  );
  return `${ledger.sink}: ${counts.length > 0 ? counts.join(", ") : "nothing"} of ${ledger.received}`;
}

function inBrackets(reasons: readonly Reason[], outcome: string): string {
  const said = reasons
    .filter(({ of }) => of === outcome)
    .map(({ events, reason }) => `${events} × "${reason}"`);
  return said.length > 0 ? ` (${said.join(", ")})` : "";
}

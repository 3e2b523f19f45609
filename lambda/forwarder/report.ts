import type { Delivered } from "../delivery/deliver";
import { formatLedger, type Ledger } from "../delivery/ledger";
import type { DecodedPayloads } from "./decode-payloads";
import type { RedactedEvents } from "./redact";
import type { Refusal } from "./refuse";

/** What one invocation did. It holds no log text. */
export interface Invocation {
  /** Log groups of the events. */
  readonly logGroups: readonly string[];
  readonly events: number;
  readonly controlMessages: number;
  readonly refusals: readonly Pick<Refusal, "reason" | "outcome">[];
  /** Payloads left for the next invocation, because those before them were all that one can hold. */
  readonly postponed: number;
  /** Secrets replaced. */
  readonly replacements: number;
  /** Events of which only the safe fields were sent. */
  readonly redactionFailures: number;
  readonly ledgers: readonly Ledger[];
}

export interface Stages {
  readonly decoded: DecodedPayloads;
  readonly refusals: readonly Refusal[];
  readonly redacted: RedactedEvents;
  readonly deliveries: readonly Delivered[];
}

export function reportOf({ decoded, refusals, redacted, deliveries }: Stages): Invocation {
  return {
    logGroups: [...new Set(decoded.events.map(({ origin }) => origin.logGroup))],
    events: redacted.events.length,
    controlMessages: decoded.controlMessages,
    refusals: refusals.map(({ reason, outcome }) => ({ reason, outcome })),
    postponed: decoded.postponed.length,
    replacements: redacted.replacements,
    redactionFailures: redacted.failures,
    ledgers: deliveries.map(({ ledger }) => ledger),
  };
}

/** The invocation in a sentence, for the forwarder's log. */
export function summarize(invocation: Invocation): string {
  const { logGroups, events, controlMessages, refusals, postponed, ledgers } = invocation;
  const parts = [
    ...(logGroups.length > 0 ? [`${events} events of ${logGroups.join(", ")}`] : []),
    ...ledgers.map(formatLedger),
    ...(controlMessages > 0 ? ["control message: CloudWatch Logs reaches the forwarder"] : []),
    ...refusals.map(({ reason, outcome }) => `payload ${outcome}: ${reason}`),
    ...(postponed > 0 ? [`${postponed} payloads left for the next invocation`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : "nothing to forward";
}

/** Why an invocation must fail, or undefined when everything has an outcome. */
export function failureOf({ refusals, ledgers }: Invocation): string | undefined {
  const wrong = [
    ...refusals.flatMap(({ reason, outcome }) =>
      outcome === "failed" ? `payload not stored: ${reason}` : [],
    ),
    ...ledgers.filter(({ undelivered }) => undelivered > 0).map(formatLedger),
  ];
  return wrong.length === 0 ? undefined : `${wrong.join("; ")}; ${WHERE_EVENTS_ARE}`;
}

/**
 * Sources: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" and
 * "Using Lambda to process records from Amazon Kinesis Data Streams".
 */
const WHERE_EVENTS_ARE =
  "no event is lost: Lambda retries this invocation, then sends its payload to the forwarder's on-failure destination";

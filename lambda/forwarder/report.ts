import type { DeliveryResult } from "../delivery/deliver";
import { formatLedger, type Ledger } from "../delivery/ledger";
import type { DecodedPayloads } from "./decode-payloads";
import type { EventsByClass, RedactionCounts } from "./redact";
import type { SkippedPayload } from "./skip-payload";

/** The result of one invocation, without log text. */
export interface InvocationReport {
  /** Log groups of the events. */
  readonly logGroups: readonly string[];
  readonly events: number;
  readonly controlMessages: number;
  readonly skippedPayloads: readonly Pick<SkippedPayload, "reason" | "outcome">[];
  /** Number of payloads postponed to the next invocation, because the earlier ones reached the size limit. */
  readonly postponed: number;
  /** Number of replaced secrets. */
  readonly replacements: number;
  /** Number of events in which data of each class was redacted. */
  readonly redacted: EventsByClass;
  /** Number of events that were sent with only their safe fields. */
  readonly redactionFailures: number;
  /** Number of those events for which the time for redaction was used up. */
  readonly redactionTimeouts: number;
  readonly ledgers: readonly Ledger[];
}

export interface Stages {
  /** Log groups of the events. */
  readonly logGroups: readonly string[];
  readonly events: number;
  readonly decoded: Pick<DecodedPayloads, "controlMessages" | "postponed">;
  readonly skippedPayloads: readonly SkippedPayload[];
  readonly redacted: RedactionCounts;
  readonly deliveries: readonly DeliveryResult[];
}

export function reportOf({
  logGroups,
  events,
  decoded,
  skippedPayloads,
  redacted,
  deliveries,
}: Stages): InvocationReport {
  return {
    logGroups,
    events,
    controlMessages: decoded.controlMessages,
    skippedPayloads: skippedPayloads.map(({ reason, outcome }) => ({ reason, outcome })),
    postponed: decoded.postponed.length,
    replacements: redacted.replacements,
    redacted: redacted.eventsByClass,
    redactionFailures: redacted.failures,
    redactionTimeouts: redacted.timeouts,
    ledgers: deliveries.map(({ ledger }) => ledger),
  };
}

/** Summarizes an invocation for the forwarder's log. */
export function summarize(invocation: InvocationReport): string {
  const { logGroups, events, controlMessages, skippedPayloads, postponed, ledgers } = invocation;
  const parts = [
    ...(logGroups.length > 0 ? [`${events} events of ${logGroups.join(", ")}`] : []),
    ...ledgers.map(formatLedger),
    ...(controlMessages > 0 ? ["control message: CloudWatch Logs can reach the forwarder"] : []),
    ...skippedPayloads.map(({ reason, outcome }) => `payload ${outcome}: ${reason}`),
    ...(postponed > 0 ? [`${postponed} payloads postponed to the next invocation`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : "nothing to forward";
}

/** The reason why an invocation must fail; undefined if everything has an outcome. */
export function failureMessage({ skippedPayloads, ledgers }: InvocationReport): string | undefined {
  const failures = [
    ...skippedPayloads.flatMap(({ reason, outcome }) =>
      outcome === "failed" ? `payload not stored: ${reason}` : [],
    ),
    ...ledgers.filter(({ unsettled }) => unsettled > 0).map(formatLedger),
  ];
  return failures.length === 0 ? undefined : `${failures.join("; ")}; ${RETRY_NOTICE}`;
}

/**
 * Sources: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" and
 * "Using Lambda to process records from Amazon Kinesis Data Streams".
 */
const RETRY_NOTICE =
  "no event is lost: Lambda retries this invocation, then sends its payload to the forwarder's on-failure destination";

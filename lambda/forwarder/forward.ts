import { deliver, type DeliveryResult } from "../delivery/deliver";
import { createFailedEventStore } from "../delivery/failed-event-store";
import type { EventHeader, LogEvent } from "../delivery/log-event";
import type { RedactorProvider } from "../delivery/redactor-provider";
import type { SinkProvider } from "../delivery/sink-provider";
import type { Sink } from "../delivery/sinks/sink";
import type { Clock } from "../shared/clock";
import type { ObjectStore } from "../shared/object-store";
import { type DecodedPayloads, decodePayloads } from "./decode-payloads";
import { parseEvent } from "./parse";
import { extractPayloads, type Payload } from "./payloads";
import { redactEvents, redactionDeadline } from "./redact";
import { type InvocationReport, reportOf } from "./report";
import { parseResendRequest, resendSink } from "./resend";
import { skipPayload, type SkippedPayload } from "./skip-payload";

export interface ForwardOptions {
  readonly environment: string;
  readonly sinkProvider: SinkProvider;
  readonly redactorProvider: RedactorProvider;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly passesSampling: (event: LogEvent) => boolean;
  /** The deadline for sending, in milliseconds since the epoch. */
  readonly deadline: number;
}

export interface ForwardResult {
  readonly invocation: InvocationReport;
  /**
   * Sequence numbers of the Kinesis records that must be retried. Empty if a payload without a sequence number must be
   * retried: only the failure of the whole invocation retries it.
   */
  readonly failedRecords: readonly string[];
  /** The decoded events, without their text. */
  readonly events: readonly EventHeader[];
}

/**
 * Runs the stages of an invocation: decode, parse, redact, deliver, report. Quarantines undecodable payloads.
 *
 * @throws SafeError for a resend request for a sink that the function does not serve
 */
export async function forward(event: unknown, options: ForwardOptions): Promise<ForwardResult> {
  const decoded = decodePayloads(extractPayloads(event), options.environment);
  const skippedPayloads = await Promise.all(
    decoded.unforwarded.map((each) => skipPayload(each, options.store)),
  );
  const parsed = decoded.events.map(parseEvent);
  // Both may wait for Secrets Manager.
  const [redactor, allSinks] = await Promise.all([
    options.redactorProvider(),
    parsed.length > 0 ? options.sinkProvider() : [],
  ]);
  const resend = parsed.length > 0 ? parseResendRequest(event) : undefined;
  const sinks = resend ? [resendSink(allSinks, resend.sink)] : allSinks;
  const { now } = options.clock;
  const redacted = redactEvents(parsed, redactor, {
    now,
    deadline: redactionDeadline(now(), options.deadline),
  });
  const deliveries = await deliverAll(redacted.events, sinks, options, resend !== undefined);
  return {
    invocation: reportOf({ decoded, skippedPayloads: skippedPayloads, redacted, deliveries }),
    failedRecords: failedRecords(decoded, skippedPayloads, deliveries),
    events: decoded.events,
  };
}

async function deliverAll(
  events: readonly LogEvent[],
  sinks: readonly Sink[],
  { store, clock, passesSampling, deadline }: ForwardOptions,
  mayBeDuplicate: boolean,
): Promise<readonly DeliveryResult[]> {
  const failedEventStore = createFailedEventStore(store, clock.now);
  return deliver(events, sinks, { clock, deadline, passesSampling, failedEventStore, mayBeDuplicate });
}

/**
 * Returns the records to retry as a whole: those with an event that is unsettled at any sink, those that could not be
 * quarantined, and those that were postponed. Returns none if one of them has no sequence number.
 */
function failedRecords(
  { postponed, payloadOf }: DecodedPayloads,
  skippedPayloads: readonly SkippedPayload[],
  deliveries: readonly DeliveryResult[],
): readonly string[] {
  const failed: readonly Payload[] = [
    ...postponed,
    ...skippedPayloads.flatMap(({ payload, outcome }) => (outcome === "failed" ? payload : [])),
    ...deliveries.flatMap(({ unsettled }) => unsettled.flatMap((event) => payloadOf(event) ?? [])),
  ];
  const sequenceNumbers = failed.flatMap(({ sequenceNumber }) => sequenceNumber ?? []);
  return sequenceNumbers.length === failed.length ? [...new Set(sequenceNumbers)] : [];
}

import { addDeliveries, deliver, type DeliveryResult } from "../delivery/deliver";
import { createFailedEventStore } from "../delivery/failed-event-store";
import type { LogEvent } from "../delivery/log-event";
import type { RedactorProvider } from "../delivery/redactor-provider";
import type { SinkProvider } from "../delivery/sink-provider";
import type { Sink } from "../delivery/sinks/sink";
import type { Clock } from "../shared/clock";
import type { ObjectStore } from "../shared/object-store";
import { type DecodedPayloads, decodePayloads } from "./decode-payloads";
import { type EventPositions, eventPositions } from "./event-positions";
import { parseEvent } from "./parse";
import { extractPayloads, type Payload } from "./payloads";
import { eventsOf, type PieceLimits, timeOfPiece } from "./pieces";
import type { RawEvent } from "./raw-event";
import {
  addRedactions,
  NOTHING_REDACTED,
  redactEvents,
  redactionDeadline,
  type RedactionCounts,
} from "./redact";
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
  /** @default PIECE_LIMITS */
  readonly pieceLimits?: PieceLimits | undefined;
}

export interface ForwardResult {
  readonly invocation: InvocationReport;
  /**
   * Sequence numbers of the Kinesis records that must be retried. Empty if a payload without a sequence number must be
   * retried: only the failure of the whole invocation retries it.
   */
  readonly failedRecords: readonly string[];
  /** Which events the invocation received. */
  readonly positions: readonly EventPositions[];
}

/**
 * Runs the stages of an invocation: decode, and for each piece of the events parse, redact and deliver; then report.
 * Quarantines undecodable payloads.
 *
 * @throws SafeError for a resend request for a sink that the function does not serve
 */
export async function forward(event: unknown, options: ForwardOptions): Promise<ForwardResult> {
  const decoded = decodePayloads(extractPayloads(event), options.environment, options.pieceLimits);
  const skippedPayloads = await Promise.all(
    decoded.unforwarded.map((each) => skipPayload(each, options.store)),
  );
  const positions = eventPositions(eventsOf(decoded.pieces));
  const received = {
    logGroups: logGroupsOf(decoded.pieces),
    events: decoded.pieces.reduce((sum, { length }) => sum + length, 0),
  };
  const { redacted, deliveries } = await forwardPieces(decoded.pieces, event, options);
  return {
    invocation: reportOf({ ...received, decoded, skippedPayloads, redacted, deliveries }),
    failedRecords: failedRecords(decoded, skippedPayloads, deliveries),
    positions,
  };
}

function logGroupsOf(pieces: readonly (readonly RawEvent[])[]): readonly string[] {
  const names = new Set<string>();
  for (const { origin } of eventsOf(pieces)) names.add(origin.logGroup);
  return [...names];
}

/**
 * Forwards the pieces, and removes each, so that its memory is free when it is settled. A piece waits until the one before
 * is settled, or until the share of the time is over that each piece has.
 */
async function forwardPieces(
  pieces: DecodedPayloads["pieces"],
  event: unknown,
  options: ForwardOptions,
): Promise<{ readonly redacted: RedactionCounts; readonly deliveries: readonly DeliveryResult[] }> {
  // Both may wait for Secrets Manager.
  const [redactor, allSinks] = await Promise.all([
    options.redactorProvider(),
    pieces.length > 0 ? options.sinkProvider() : [],
  ]);
  const resend = pieces.length > 0 ? parseResendRequest(event) : undefined;
  const sinks = resend ? [resendSink(allSinks, resend.sink)] : allSinks;
  const { now } = options.clock;
  let redacted: RedactionCounts = NOTHING_REDACTED;
  const deliveries: Promise<readonly DeliveryResult[]>[] = [];
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    const timeMs = timeOfPiece(now(), options.deadline, pieces.length + 1);
    const { events, ...counts } = redactEvents(piece.map(parseEvent), redactor, {
      now,
      deadline: redactionDeadline(now(), now() + timeMs),
    });
    redacted = addRedactions(redacted, counts);
    const delivery = deliverAll(events, sinks, options, resend !== undefined);
    deliveries.push(delivery);
    // A sink that does not answer must not use up the time of the others.
    if (pieces.length > 0) await Promise.race([delivery, options.clock.sleep(timeMs)]);
  }
  return { redacted, deliveries: (await Promise.all(deliveries)).reduce(addDeliveries, []) };
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

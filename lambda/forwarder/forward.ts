import { addDeliveries, deliver, type DeliveryResult } from "../delivery/deliver";
import { createFailedEventStore } from "../delivery/failed-event-store";
import { identityOf, type LogEvent } from "../delivery/log-event";
import type { RedactorProvider } from "../delivery/redactor-provider";
import type { SinkProvider } from "../delivery/sink-provider";
import type { Sink } from "../delivery/sinks/sink";
import type { Clock } from "../shared/clock";
import { preferSmallHeap, withOwnHeapSize } from "../shared/memory-use";
import type { ObjectStore } from "../shared/object-store";
import { createBackPressure } from "./back-pressure";
import { type DecodedPayloads, decodePayloads } from "./decode-payloads";
import { createEventPositions, type EventPositions } from "./event-positions";
import { parseEvent } from "./parse";
import { extractPayloads, type Payload } from "./payloads";
import { PIECE_LIMITS, type PieceLimits, sizeOf, timeOfPiece } from "./pieces";
import {
  addRedactions,
  NOTHING_REDACTED,
  redactEvents,
  redactionDeadline,
  type RedactionCounts,
} from "./redact";
import { type InvocationReport, reportOf, type Stages } from "./report";
import { parseResendRequest, resendSink } from "./resend";
import { skipPayload } from "./skip-payload";

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
export function forward(event: unknown, options: ForwardOptions): Promise<ForwardResult> {
  return withOwnHeapSize(() => runStages(event, options));
}

async function runStages(event: unknown, options: ForwardOptions): Promise<ForwardResult> {
  const decoded = await decodePayloads(extractPayloads(event), options.environment, options.pieceLimits);
  const skippedPayloads = await Promise.all(
    decoded.unforwarded.map((each) => skipPayload(each, options.store)),
  );
  const { unsettledPayloads, positions, ...forwarded } = await forwardPieces(decoded, event, options);
  return {
    invocation: reportOf({ decoded, skippedPayloads, ...forwarded }),
    failedRecords: failedRecords([
      ...decoded.postponed,
      ...skippedPayloads.flatMap(({ payload, outcome }) => (outcome === "failed" ? payload : [])),
      ...unsettledPayloads,
    ]),
    positions,
  };
}

interface Forwarded extends Pick<Stages, "events" | "logGroups" | "redacted" | "deliveries"> {
  readonly positions: readonly EventPositions[];
  /** The payloads with an event that is unsettled at any sink. */
  readonly unsettledPayloads: readonly Payload[];
}

/**
 * Forwards the pieces, and redacts one while those before it are sent. If they are too large together, the next one waits
 * until there is room again, or until the share of the time is over that each piece has: a sink that does not answer
 * does not use up the time of the others.
 */
async function forwardPieces(
  decoded: DecodedPayloads,
  event: unknown,
  options: ForwardOptions,
): Promise<Forwarded> {
  // Both may wait for Secrets Manager.
  const [redactor, allSinks] = await Promise.all([
    options.redactorProvider(),
    decoded.pieceCount > 0 ? options.sinkProvider() : [],
  ]);
  const resend = decoded.pieceCount > 0 ? parseResendRequest(event) : undefined;
  const sinks = resend ? [resendSink(allSinks, resend.sink)] : allSinks;
  const { now, sleep } = options.clock;
  const { maxSizeInDelivery } = options.pieceLimits ?? PIECE_LIMITS;
  const inDelivery = createBackPressure(maxSizeInDelivery);
  const positions = createEventPositions();
  const logGroups = new Set<string>();
  const pieces: Promise<DeliveredPiece>[] = [];
  let redacted: RedactionCounts = NOTHING_REDACTED;
  let events = 0;
  for await (const piece of decoded.pieces()) {
    positions.add(piece.events);
    for (const { origin } of piece.events) logGroups.add(origin.logGroup);
    events += piece.events.length;
    const timeMs = timeOfPiece(now(), options.deadline, decoded.pieceCount - pieces.length);
    const { events: redactedEvents, ...counts } = redactEvents(piece.events.map(parseEvent), redactor, {
      now,
      deadline: redactionDeadline(now(), now() + timeMs),
    });
    redacted = addRedactions(redacted, counts);
    const delivered = deliverPiece(redactedEvents, piece.payloads, sinks, options, resend !== undefined);
    pieces.push(delivered);
    const size = sizeOf(piece, counts.replacements);
    inDelivery.add(size, delivered);
    // Only a piece that consists of labels is so large.
    if (size > maxSizeInDelivery / 2) preferSmallHeap(true);
    if (inDelivery.isFull() && pieces.length < decoded.pieceCount)
      await Promise.race([inDelivery.room(), sleep(timeMs)]);
  }
  const delivered = await Promise.all(pieces);
  return {
    ...{ events, logGroups: [...logGroups], redacted, positions: positions.list() },
    deliveries: delivered.map(({ deliveries }) => deliveries).reduce(addDeliveries, []),
    unsettledPayloads: delivered.flatMap((each) => each.unsettledPayloads),
  };
}

interface DeliveredPiece {
  readonly deliveries: readonly DeliveryResult[];
  readonly unsettledPayloads: readonly Payload[];
}

async function deliverPiece(
  events: readonly LogEvent[],
  payloads: readonly Payload[],
  sinks: readonly Sink[],
  { store, clock, passesSampling, deadline }: ForwardOptions,
  mayBeDuplicate: boolean,
): Promise<DeliveredPiece> {
  const failedEventStore = createFailedEventStore(store, clock.now);
  const deliveries = await deliver(events, sinks, {
    ...{ clock, deadline, passesSampling, failedEventStore, mayBeDuplicate },
  });
  const unsettled = new Set(deliveries.flatMap((each) => each.unsettled.map(identityOf)));
  return {
    deliveries,
    unsettledPayloads:
      unsettled.size === 0
        ? []
        : events.flatMap((event, index) => (unsettled.has(identityOf(event)) ? (payloads[index] ?? []) : [])),
  };
}

/**
 * Returns the records to retry as a whole: those with an event that is unsettled at any sink, those that could not be
 * quarantined, and those that were postponed. Returns none if one of them has no sequence number.
 */
function failedRecords(failed: readonly Payload[]): readonly string[] {
  const sequenceNumbers = failed.flatMap(({ sequenceNumber }) => sequenceNumber ?? []);
  return sequenceNumbers.length === failed.length ? [...new Set(sequenceNumbers)] : [];
}

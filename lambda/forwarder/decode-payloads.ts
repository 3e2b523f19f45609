import { decode, type DecodedPayload, MAX_UNCOMPRESSED_BYTES } from "./decode";
import { decodeParts, MAX_KEPT_BYTES } from "./decode-parts";
import type { Payload } from "./payloads";
import { createPieces, type Piece, PIECE_LIMITS, type PieceLimits } from "./pieces";
import type { RawEvent } from "./raw-event";

/** A payload that is not forwarded, and the reason. */
export interface UnforwardedPayload {
  readonly payload: Payload;
  readonly decoded: Extract<DecodedPayload, { readonly kind: "feedbackLoop" | "undecodable" }>;
}

/** The decoded payloads of one invocation. */
export interface DecodedPayloads {
  /**
   * The events in order, in pieces of bounded size. Decodes payloads beyond MAX_KEPT_BYTES once more. Keeps no event that it has
   * returned, and therefore returns them once.
   */
  readonly pieces: () => AsyncIterable<Piece>;
  /** Number of pieces, or more if a large payload is undecodable. */
  readonly pieceCount: number;
  readonly controlMessages: number;
  readonly unforwarded: readonly UnforwardedPayload[];
  /** Payloads postponed to the next invocation, because the earlier ones exceeded MAX_INVOCATION_BYTES. */
  readonly postponed: readonly Payload[];
}

/** Decompressed size after which an invocation postpones its further payloads, in bytes. */
const MAX_INVOCATION_BYTES = 2 * MAX_UNCOMPRESSED_BYTES;

interface Source {
  readonly payload: Payload;
  /** Undefined if they are not in memory. */
  readonly events: RawEvent[] | undefined;
}

/**
 * Decodes payloads until MAX_INVOCATION_BYTES is exceeded. Always decodes the first one, so each invocation makes
 * progress. Also decodes every payload without a sequence number, because Lambda cannot retry it by itself.
 */
export async function decodePayloads(
  payloads: readonly Payload[],
  environment: string,
  pieceLimits: PieceLimits = PIECE_LIMITS,
): Promise<DecodedPayloads> {
  const sources: Source[] = [];
  const unforwarded: UnforwardedPayload[] = [];
  const postponed: Payload[] = [];
  const counted = createPieces(pieceLimits);
  let [bytes, controlMessages, pieceCount] = [0, 0, 0];
  for (const payload of payloads) {
    if (bytes > MAX_INVOCATION_BYTES && payload.sequenceNumber !== undefined) {
      postponed.push(payload);
      continue;
    }
    const decoded = await validate(payload, environment, MAX_KEPT_BYTES - bytes, (event) => {
      if (counted.add(event, payload)) pieceCount += 1;
    });
    switch (decoded.kind) {
      case "events":
        bytes += decoded.uncompressedBytes;
        sources.push({ payload, events: decoded.events });
        break;
      case "control":
        controlMessages += 1;
        break;
      case "feedbackLoop":
      case "undecodable":
        unforwarded.push({ payload, decoded });
        break;
    }
  }
  if (counted.rest()) pieceCount += 1;
  return {
    pieces: () => piecesOf(sources, environment, pieceLimits),
    ...{ pieceCount, controlMessages, unforwarded, postponed },
  };
}

type ValidPayload =
  | Exclude<DecodedPayload, { readonly kind: "events" }>
  | {
      readonly kind: "events";
      /** Undefined if their text has more than `keptBytes`. */
      readonly events: RawEvent[] | undefined;
      readonly uncompressedBytes: number;
    };

/** Decodes a payload as a whole, so that either all of its events are forwarded or none. */
async function validate(
  { compressed }: Payload,
  environment: string,
  keptBytes: number,
  onEvent: (event: RawEvent) => void,
): Promise<ValidPayload> {
  let events: RawEvent[] | undefined = [];
  let uncompressedBytes = 0;
  for await (const part of decodeParts(compressed, environment)) {
    // Only a payload that is decoded at once says which of its events is not one.
    if (part.kind !== "events") return decode(compressed, environment);
    uncompressedBytes += part.uncompressedBytes;
    events = uncompressedBytes <= keptBytes ? events?.concat(part.events) : undefined;
    part.events.forEach(onEvent);
  }
  return { kind: "events", events, uncompressedBytes };
}

async function* piecesOf(
  sources: readonly Source[],
  environment: string,
  limits: PieceLimits,
): AsyncGenerator<Piece> {
  const pieces = createPieces(limits);
  for (const { payload, events } of sources) {
    for await (const part of events ? takeParts(events) : eventsOf(payload, environment)) {
      for (const event of part) {
        const piece = pieces.add(event, payload);
        if (piece) yield piece;
      }
    }
  }
  const rest = pieces.rest();
  if (rest) yield rest;
}

const EVENTS_OF_PART = 1_000;

/** Removes the events from a list, in parts. */
function* takeParts(events: RawEvent[]): Generator<readonly RawEvent[]> {
  while (events.length > 0) yield events.splice(0, EVENTS_OF_PART);
}

/** The events of a valid payload, in parts. */
async function* eventsOf({ compressed }: Payload, environment: string): AsyncGenerator<readonly RawEvent[]> {
  for await (const part of decodeParts(compressed, environment))
    if (part.kind === "events") yield part.events;
}

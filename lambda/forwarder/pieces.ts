import type { Payload } from "./payloads";
import type { RawEvent } from "./raw-event";

export interface PieceLimits {
  readonly maxEvents: number;
  /** Characters of all lines of a piece. A longer line is a piece of its own. */
  readonly maxCharacters: number;
  /** Size of the pieces that are delivered at the same time, see `sizeOf`. A larger piece is delivered alone. */
  readonly maxSizeInDelivery: number;
}

/**
 * Found with `npm run bench -- --parts memory`: with them, a forwarder needs less than 192 MiB for the payloads that need
 * the most. 10,000 lines of the application, as many as one PutLogEvents call accepts (Amazon CloudWatch Logs API Reference,
 * "PutLogEvents"), are delivered at the same time. A piece has as many events as two requests to a sink.
 */
export const PIECE_LIMITS: PieceLimits = {
  maxEvents: 2_000,
  maxCharacters: 512 * 1024,
  maxSizeInDelivery: 10 * 1024 * 1024,
};

/** Events that are parsed, redacted and delivered together. */
export interface Piece {
  readonly events: readonly RawEvent[];
  /** The payload of each event. */
  readonly payloads: readonly Payload[];
}

/** Collects events in pieces, in their order. */
export function createPieces({ maxEvents, maxCharacters }: Pick<PieceLimits, "maxEvents" | "maxCharacters">) {
  let events: RawEvent[] = [];
  let payloads: Payload[] = [];
  let characters = 0;
  const take = (): Piece | undefined => {
    const piece = { events, payloads };
    [events, payloads, characters] = [[], [], 0];
    return piece.events.length > 0 ? piece : undefined;
  };
  return {
    /** @returns the piece before this event, if that is complete */
    add: (event: RawEvent, payload: Payload): Piece | undefined => {
      const { length } = event.message;
      const complete =
        events.length === maxEvents || characters + length > maxCharacters ? take() : undefined;
      events.push(event);
      payloads.push(payload);
      characters += length;
      return complete;
    },
    /** @returns the events of the last piece, if there are any */
    rest: take,
  };
}

/** Characters that a sink's document has beside the line, measured and rounded up. */
const CHARACTERS_PER_EVENT = 600;
/** Several times the length of a label: a text that consists of labels is cut for a sink, and its original is stored. */
const CHARACTERS_PER_LABEL = 144;

/** What a piece needs while it is delivered, in characters of a document of one sink. */
export function sizeOf({ events }: Piece, replacements: number): number {
  const lines = events.reduce((sum, { message }) => sum + message.length, 0);
  return lines + CHARACTERS_PER_EVENT * events.length + CHARACTERS_PER_LABEL * replacements;
}

/** How long the next piece waits for those before at the most, in milliseconds: the share of the time that is left. */
export function timeOfPiece(now: number, deadline: number, piecesLeft: number): number {
  return Math.max(0, (deadline - now) / piecesLeft);
}

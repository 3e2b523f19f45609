import type { RawEvent } from "./raw-event";

export interface PieceLimits {
  readonly maxEvents: number;
  /** Characters of all lines of a piece. A longer line is a piece of its own. */
  readonly maxCharacters: number;
}

/**
 * Events of one PutLogEvents call (Amazon CloudWatch Logs API Reference, "PutLogEvents"), so that usually a payload is one
 * piece. With so many characters, the worst payload stays below the default memory of 1,024 MiB: 750 MiB, measured with
 * `npm run bench -- --parts memory`.
 */
export const PIECE_LIMITS: PieceLimits = { maxEvents: 10_000, maxCharacters: 2 * 1024 * 1024 };

/**
 * Collects events in pieces. A piece is parsed, redacted and delivered before the next one, so that the memory of an
 * invocation does not grow with what a payload unpacks to. Events keep their order.
 */
export function createPieces({ maxEvents, maxCharacters }: PieceLimits) {
  const pieces: RawEvent[][] = [];
  let piece: RawEvent[] = [];
  let characters = 0;
  return {
    pieces,
    add: (event: RawEvent): void => {
      const { length } = event.message;
      if (pieces.length === 0 || piece.length === maxEvents || characters + length > maxCharacters) {
        piece = [];
        characters = 0;
        pieces.push(piece);
      }
      piece.push(event);
      characters += length;
    },
  };
}

export function* eventsOf(pieces: readonly (readonly RawEvent[])[]): Generator<RawEvent> {
  for (const piece of pieces) yield* piece;
}

/** How long the next piece waits for this one at the most, in milliseconds: the share of the time that is left. */
export function timeOfPiece(now: number, deadline: number, piecesLeft: number): number {
  return Math.max(0, (deadline - now) / piecesLeft);
}

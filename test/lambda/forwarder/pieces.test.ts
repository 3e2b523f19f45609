import fc from "fast-check";
import { createPieces, eventsOf, PIECE_LIMITS, timeOfPiece } from "../../../lambda/forwarder/pieces";

const origin = { owner: "111122223333", logGroup: "/inventorysync/test/application", logStream: "api-1" };

function piecesOf(messages: readonly string[], limits = PIECE_LIMITS) {
  const { pieces, add } = createPieces(limits);
  for (const [index, message] of messages.entries())
    add({ id: String(index), timestamp: 0, origin, log: "application", message });
  return pieces;
}

test.each([
  ["no event", [], []],
  ["as many events as a piece may have", ["a", "b", "c"], [3]],
  ["one event more", ["a", "b", "c", "d"], [3, 1]],
  ["as many characters as a piece may have", ["12345", "67890"], [2]],
  ["one character more", ["12345", "678901"], [1, 1]],
  ["a line that is longer than a piece", ["a", "12345678901", "b"], [1, 1, 1]],
])("%s: pieces of %j", (_, messages, lengths) => {
  const pieces = piecesOf(messages, { maxEvents: 3, maxCharacters: 10 });
  expect(pieces.map(({ length }) => length)).toEqual(lengths);
});

test("every event is in one piece, in order, and no piece of several events exceeds a limit", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string()),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(20),
      (messages, maxEvents, size) => {
        const pieces = piecesOf(messages, { maxEvents, maxCharacters: size });
        expect([...eventsOf(pieces)].map(({ message }) => message)).toEqual(messages);
        for (const piece of pieces) {
          const characters = piece.reduce((sum, { message }) => sum + message.length, 0);
          expect(piece.length).toBeLessThanOrEqual(maxEvents);
          expect(piece.length === 1 || characters <= size).toBe(true);
        }
      },
    ),
  );
});

test("the payload of one PutLogEvents call with lines of 200 characters is one piece", () => {
  expect(piecesOf(new Array<string>(10_000).fill("x".repeat(200)))).toHaveLength(1);
});

test.each([
  ["a share of the time that is left", 0, 80_000, 4, 20_000],
  ["all of it before the last one", 15_000, 80_000, 1, 65_000],
  ["none after the deadline", 81_000, 80_000, 3, 0],
])("a piece has %s", (_, now, deadline, piecesLeft, expected) => {
  expect(timeOfPiece(now, deadline, piecesLeft)).toBe(expected);
});

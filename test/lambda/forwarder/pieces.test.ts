import fc from "fast-check";
import {
  createPieces,
  type Piece,
  PIECE_LIMITS,
  sizeOf,
  timeOfPiece,
} from "../../../lambda/forwarder/pieces";

const origin = { owner: "111122223333", logGroup: "/inventorysync/test/application", logStream: "api-1" };

const payload = { compressed: new Uint8Array() };

function piecesOf(
  messages: readonly string[],
  limits: Parameters<typeof createPieces>[0] = PIECE_LIMITS,
): readonly Piece[] {
  const { add, rest } = createPieces(limits);
  const before = messages.map((message, index) =>
    add({ id: String(index), timestamp: 0, origin, log: "application", message }, payload),
  );
  return [...before, rest()].filter((piece) => piece !== undefined);
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
  expect(pieces.map(({ events }) => events.length)).toEqual(lengths);
});

test("every event is in one piece, in order, and no piece of several events exceeds a limit", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string()),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(20),
      (messages, maxEvents, size) => {
        const pieces = piecesOf(messages, { maxEvents, maxCharacters: size });
        expect(pieces.flatMap(({ events }) => events.map(({ message }) => message))).toEqual(messages);
        for (const { events, payloads } of pieces) {
          const characters = events.reduce((sum, { message }) => sum + message.length, 0);
          expect(payloads).toHaveLength(events.length);
          expect(events.length).toBeLessThanOrEqual(maxEvents);
          expect(events.length === 1 || characters <= size).toBe(true);
        }
      },
    ),
  );
});

test("the lines of one PutLogEvents call with 300 characters each are delivered at the same time", () => {
  const pieces = piecesOf(new Array<string>(10_000).fill("x".repeat(300)));
  const size = pieces.reduce((sum, piece) => sum + sizeOf(piece, 0), 0);
  expect(size).toBeLessThan(PIECE_LIMITS.maxSizeInDelivery);
});

test.each([
  ["the characters of its lines", ["x".repeat(1_000)], ["x".repeat(3_000)], 0, 2_000],
  ["its number of events", ["a"], ["a", "", ""], 0, 1_200],
  ["the labels of redaction", ["a"], ["a"], 100, 14_400],
])("the size of a piece grows with %s", (_, smaller, larger, replacements, difference) => {
  const sizes = (messages: readonly string[], labels: number) =>
    piecesOf(messages).map((piece) => sizeOf(piece, labels));
  expect(sizes(larger, replacements)).toEqual(sizes(smaller, 0).map((size) => size + difference));
});

test.each([
  ["a share of the time that is left", 0, 80_000, 4, 20_000],
  ["all of it before the last one", 15_000, 80_000, 1, 65_000],
  ["none after the deadline", 81_000, 80_000, 3, 0],
])("a piece has %s", (_, now, deadline, piecesLeft, expected) => {
  expect(timeOfPiece(now, deadline, piecesLeft)).toBe(expected);
});

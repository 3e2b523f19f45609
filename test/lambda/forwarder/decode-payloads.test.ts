import { gzipSync } from "node:zlib";
import { decode } from "../../../lambda/forwarder/decode";
import { MAX_KEPT_BYTES } from "../../../lambda/forwarder/decode-parts";
import { decodePayloads } from "../../../lambda/forwarder/decode-payloads";
import type { Payload } from "../../../lambda/forwarder/payloads";
import type { Piece } from "../../../lambda/forwarder/pieces";
import { dataMessage, ENVIRONMENT, payloadOf } from "../../fixtures/delivery/subscription-event";

/** More than an invocation keeps in memory. */
const MANY_LINES = Array.from({ length: 8_000 }, (_, index) => `line ${index} `.padEnd(1_000, "x"));
const SMALL = payloadOf(["first", "second"], "audit");
const LARGE = payloadOf(MANY_LINES);

async function piecesOf(...compressed: readonly Uint8Array[]): Promise<readonly Piece[]> {
  const { pieces } = await decodePayloads(
    compressed.map((each) => ({ compressed: each })),
    ENVIRONMENT,
  );
  const collected: Piece[] = [];
  for await (const piece of pieces()) collected.push(piece);
  return collected;
}

const eventsOf = (pieces: readonly Piece[]) => pieces.flatMap(({ events }) => events);
const decodedEvents = (payload: Uint8Array) => {
  const decoded = decode(payload, ENVIRONMENT);
  return decoded.kind === "events" ? decoded.events : [];
};

test("a payload that is larger than what an invocation keeps in memory has the same events", async () => {
  const events = decodedEvents(LARGE);
  expect(JSON.stringify(events.map(({ message }) => message)).length).toBeGreaterThan(MAX_KEPT_BYTES);
  expect(eventsOf(await piecesOf(LARGE))).toEqual(events);
});

test("each event has its payload, whatever the sizes of the payloads", async () => {
  const pieces = await piecesOf(SMALL, LARGE, SMALL);
  const payloads: Payload[] = pieces.flatMap((piece) => piece.payloads);
  expect(eventsOf(pieces)).toHaveLength(8_004);
  expect(payloads.map(({ compressed }) => compressed === LARGE)).toEqual([
    ...[false, false],
    ...MANY_LINES.map(() => true),
    ...[false, false],
  ]);
});

test("the number of pieces is known before they are forwarded", async () => {
  const payloads = [SMALL, LARGE].map((compressed) => ({ compressed }));
  const { pieceCount } = await decodePayloads(payloads, ENVIRONMENT);
  expect(await piecesOf(SMALL, LARGE)).toHaveLength(pieceCount);
});

test("payloads without events have no piece", async () => {
  expect((await decodePayloads([{ compressed: payloadOf([]) }], ENVIRONMENT)).pieceCount).toBe(0);
  expect(await piecesOf(payloadOf([]))).toEqual([]);
});

test.each([
  ["is cut off", LARGE.subarray(0, -20), "the payload is not gzip (Z_BUF_ERROR)"],
  [
    "has an event without an id",
    largePayloadWith({ id: 7 }),
    "logEvents[7999] does not have an id, a timestamp in milliseconds and a message",
  ],
])("no event of a large payload that %s is forwarded", async (_, compressed, reason) => {
  const payload = { compressed };
  const { unforwarded } = await decodePayloads([payload], ENVIRONMENT);
  expect(unforwarded).toEqual([{ payload, decoded: { kind: "undecodable", reason } }]);
  expect(await piecesOf(compressed)).toEqual([]);
});

/** With a last event that is changed. */
function largePayloadWith(change: object): Uint8Array {
  const { logEvents, ...names } = dataMessage(MANY_LINES);
  const last = { ...logEvents.at(-1), ...change };
  return gzipSync(JSON.stringify({ ...names, logEvents: [...logEvents.slice(0, -1), last] }));
}

import { ENVIRONMENT, invocationOf, payloadsOf } from "../../../bench/forwarder/invocation";
import { runFloor } from "../../../bench/forwarder/floor";
import { decodePayloads } from "../../../lambda/forwarder/decode-payloads";
import { extractPayloads } from "../../../lambda/forwarder/payloads";
import type { RawEvent } from "../../../lambda/forwarder/raw-event";

const NOW = 1_767_225_600_000;
const LINES = ["a", "b", "c", "d", "e"];

function decoded(maxLines?: number) {
  return decodePayloads(extractPayloads(invocationOf(LINES, NOW, maxLines)), ENVIRONMENT);
}

test.each([
  ["one payload", undefined],
  ["several payloads", 2],
])("the forwarder decodes %s into the lines, each with an id of its own", async (_, maxLines) => {
  const { pieces, unforwarded } = await decoded(maxLines);
  const events: RawEvent[] = [];
  for await (const piece of pieces()) events.push(...piece.events);
  expect(unforwarded).toEqual([]);
  expect(events.map(({ message }) => message)).toEqual(LINES);
  expect(new Set(events.map(({ id }) => id)).size).toBe(LINES.length);
});

test("lines above the limit of a payload become records of Kinesis", () => {
  expect(payloadsOf(invocationOf(LINES, NOW, 2))).toHaveLength(3);
  expect(payloadsOf(invocationOf(LINES, NOW))).toHaveLength(1);
});

test("the floor compresses the lines of every payload", () => {
  const one = runFloor(invocationOf(LINES.slice(0, 2), NOW));
  expect(runFloor(invocationOf(LINES, NOW, 2))).toBeGreaterThan(2 * one);
});

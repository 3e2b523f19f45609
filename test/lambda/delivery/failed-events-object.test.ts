import { gunzipSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import {
  type FailedEvent,
  decodeFailedEvents,
  encodeFailedEvents,
} from "../../../lambda/delivery/failed-events-object";
import { logEvents } from "../../fixtures/delivery/log-events";

const NOW = Date.parse("2026-01-02T12:00:00Z");
const FAILED_EVENTS: FailedEvent[] = logEvents(2).map((event) => ({ event, reason: "503" }));

test("decoding restores the events and their reasons", async () => {
  const body = await encodeFailedEvents("sentry", FAILED_EVENTS, NOW);
  expect(decodeFailedEvents(body)).toEqual({
    sink: "sentry",
    failedEvents: FAILED_EVENTS,
    undecodableLines: [],
  });
});

test("decoding restores the occurrences of an event", async () => {
  const failedEvents = FAILED_EVENTS.map(({ event, reason }) => ({
    event: { ...event, occurrences: 17 },
    reason,
  }));
  expect(decodeFailedEvents(await encodeFailedEvents("sentry", failedEvents, NOW))).toMatchObject({
    failedEvents: failedEvents,
  });
});

test("the first line records the format, the sink and the time", async () => {
  const text = gunzipSync(await encodeFailedEvents("sentry", FAILED_EVENTS, NOW)).toString();
  expect(JSON.parse(text.split("\n")[0] ?? "")).toEqual({
    ...{ format: "inventorysync.failed-events.1", sink: "sentry", at: "2026-01-02T12:00:00.000Z" },
  });
});

const line = (value: unknown) => JSON.stringify(value);
const HEADER = line({ format: "inventorysync.failed-events.1", sink: "sentry" });
const pack = (...lines: readonly string[]) => gzipSync(lines.join("\n"));

test.each([
  [
    "bytes that are not gzip",
    Buffer.from("made-up-text"),
    /not gzip of at most 134217728 bytes uncompressed \(Z_DATA_ERROR\)/,
  ],
  ["an empty object", Buffer.alloc(0), /Z_BUF_ERROR/],
  [
    "another kind of object",
    pack(line({ format: "made-up-text", sink: "sentry" })),
    /does not contain the format inventorysync/,
  ],
  [
    "a sink that nobody knows",
    pack(line({ format: "inventorysync.failed-events.1", sink: "x" })),
    /the format .* and a sink/,
  ],
])("%s is broken, and the reason quotes nothing", (_, body, reason) => {
  const object = decodeFailedEvents(body);
  expect(object).toEqual({ decodeError: expect.stringMatching(reason) as string });
  expect(line(object)).not.toContain("made-up");
});

test("an object that is larger than the limit when it is decompressed is undecodable", () => {
  const mebibyte = gzipSync(`${HEADER}\n${"\n".repeat(1024 * 1024)}`);
  const body = Buffer.concat(Array.from({ length: 128 }, () => mebibyte));
  expect(decodeFailedEvents(body)).toEqual({
    decodeError: "not gzip of at most 134217728 bytes uncompressed (ERR_BUFFER_TOO_LARGE)",
  });
});

const [EVENT] = logEvents(1);
test.each([
  ["no JSON", "{"],
  ["no event", line({ reason: "503" })],
  ["an event without an id", line({ event: { ...EVENT, id: 7 } })],
  ["an event with an invalid time", line({ event: { ...EVENT, timestamp: 1e300 } })],
  ["an event of an unknown log", line({ event: { ...EVENT, log: "other" } })],
  ["an event without an origin", line({ event: { ...EVENT, origin: undefined } })],
  ["an event of an incomplete origin", line({ event: { ...EVENT, origin: { owner: "0", logGroup: "g" } } })],
  ["an event without a record", line({ event: { ...EVENT, record: [] } })],
  ["an event with 0 occurrences", line({ event: { ...EVENT, occurrences: 0 } })],
])("a line with %s is undecodable, and the other lines are decoded", (_, broken) => {
  expect(decodeFailedEvents(pack(HEADER, broken, line(FAILED_EVENTS[1])))).toEqual({
    ...{ sink: "sentry", failedEvents: [FAILED_EVENTS[1]], undecodableLines: [broken] },
  });
});

test("an event without a reason is decoded", () => {
  expect(decodeFailedEvents(pack(HEADER, line({ event: EVENT })))).toMatchObject({
    failedEvents: [{ event: EVENT, reason: "no reason given" }],
  });
});

test("every line of an object is an event or undecodable", () => {
  const anyLine = fc.oneof(fc.string(), fc.json(), fc.constant(line(FAILED_EVENTS[0])));
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const text = lines.join("\n");
      const object = decodeFailedEvents(pack(HEADER, text));
      const read = "decodeError" in object ? [] : [...object.failedEvents, ...object.undecodableLines];
      expect(read).toHaveLength(text.split("\n").filter((each) => each !== "").length);
    }),
  );
});

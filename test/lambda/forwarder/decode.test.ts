import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { functionLogGroupName } from "../../../catalog";
import { decode, MAX_UNCOMPRESSED_BYTES } from "../../../lambda/forwarder/decode";
import {
  CONTROL_MESSAGE,
  dataMessage,
  ENVIRONMENT,
  payloadOf,
} from "../../fixtures/delivery/subscription-event";

const origin = {
  owner: "000000000000",
  logGroup: "/inventorysync/staging/audit",
  logStream: "inventorysync-api",
};

test("decoding returns every event in order, with id, time, text, origin and log", () => {
  expect(decode(payloadOf(["first", '{"level":"INFO"}'], "audit"), ENVIRONMENT)).toEqual({
    kind: "events",
    uncompressedBytes: JSON.stringify(dataMessage(["first", '{"level":"INFO"}'], "audit")).length,
    events: [
      { ...{ id: "event-0", timestamp: 1_767_225_600_000, message: "first" }, log: "audit", origin },
      {
        ...{ id: "event-1", timestamp: 1_767_225_600_001, message: '{"level":"INFO"}' },
        ...{ log: "audit", origin },
      },
    ],
  });
});

test("names in a payload are redacted without a key, so that they are the same in every delivery", () => {
  const address = ["jane.doe", "example.com"].join("@");
  const payload = { ...dataMessage(["a line"]), owner: address, logStream: `host/${address}` };
  expect(decode(gzipSync(JSON.stringify(payload)), ENVIRONMENT)).toMatchObject({
    events: [{ origin: { owner: "[redacted:email]", logStream: "host/[redacted:email]" } }],
  });
});

test("the uncompressed size is counted in bytes of UTF-8, not in characters", () => {
  const lines = ["größe €", "\u{1F4A5}"];
  const text = JSON.stringify(dataMessage(lines));
  expect(Buffer.byteLength(text)).toBeGreaterThan(text.length);
  expect(decode(payloadOf(lines), ENVIRONMENT)).toMatchObject({ uncompressedBytes: Buffer.byteLength(text) });
});

test("an empty batch is no events", () => {
  expect(decode(payloadOf([]), ENVIRONMENT)).toMatchObject({ kind: "events", events: [] });
});

test("a control message is recognized", () => {
  expect(decode(gzipSync(JSON.stringify(CONTROL_MESSAGE)), ENVIRONMENT)).toEqual({ kind: "control" });
});

test("decoding preserves NUL bytes, emoji and 256 KB of text", () => {
  const lines = ["binary\u0000tail", "closed \u{1F4A5}", "x".repeat(256 * 1024)];
  const decoded = decode(payloadOf(lines), ENVIRONMENT);
  expect(decoded.kind === "events" && decoded.events.map(({ message }) => message)).toEqual(lines);
});

const gzip = gzipSync(JSON.stringify(dataMessage(["a line"])));
const broken = (change: object) => gzipSync(JSON.stringify({ ...dataMessage(["a line"]), ...change }));
const event = (change: object) =>
  broken({ logEvents: [{ id: "1", timestamp: 1, message: "a line", ...change }] });

test.each([
  ["bytes that are not gzip", Buffer.from("not gzip"), /not gzip \(Z_DATA_ERROR\)/],
  ["no bytes at all", Buffer.alloc(0), /not gzip \(Z_BUF_ERROR\)/],
  ["truncated gzip", gzip.subarray(0, -12), /Z_BUF_ERROR/],
  ["gzip with a wrong byte", flipped(gzip), /Z_DATA_ERROR/],
  [
    "gzip that exceeds the size limit",
    gzipSync(Buffer.alloc(MAX_UNCOMPRESSED_BYTES + 1)),
    /more than 33554432 bytes/,
  ],
  ["broken JSON", gzipSync('{"messageType":"DATA_ME'), /does not decompress to a JSON object/],
  ["a JSON list", gzipSync("[]"), /does not decompress to a JSON object/],
  ["another type of message", broken({ messageType: "OTHER" }), /neither DATA_MESSAGE nor CONTROL_MESSAGE/],
  ["no log stream", broken({ logStream: undefined }), /logStream is not a string/],
  ["no list of events", broken({ logEvents: {} }), /logEvents is not a list/],
  ["an event that is none", broken({ logEvents: [null] }), /logEvents\[0\] does not have an id/],
  ["an event without an id", event({ id: 7 }), /logEvents\[0\] does not have an id/],
  ["an event without text", event({ message: undefined }), /logEvents\[0\] does not have an id/],
  ["an event at no time", event({ timestamp: 1e300 }), /logEvents\[0\] does not have an id/],
])("%s is undecodable, with the reason", (_, payload, reason) => {
  expect(decode(payload, ENVIRONMENT)).toEqual({
    kind: "undecodable",
    reason: expect.stringMatching(reason) as string,
  });
});

test.each(["/inventorysync/production/audit", "/aws/lambda/other"])(
  "events of %s are undecodable, because it is not a log group of the environment",
  (logGroup) => {
    expect(decode(broken({ logGroup }), ENVIRONMENT)).toEqual({
      kind: "undecodable",
      reason: `log group ${logGroup} is not a log of staging; remove the subscription filter of ${logGroup}`,
    });
  },
);

test.each(["forwarder", "replay", "forwarder-sentry"])(
  "the function log %s is reported as a feedback loop",
  (fn) => {
    const logGroup = functionLogGroupName(ENVIRONMENT, fn);
    expect(decode(broken({ logGroup }), ENVIRONMENT)).toEqual({
      kind: "feedbackLoop",
      reason: expect.stringContaining(`remove the subscription filter of ${logGroup}`) as string,
    });
  },
);

test("the reason does not quote the log", () => {
  const reasons = [gzipSync("made-up-secret"), event({ id: 7, message: "made-up-secret" })].map((payload) =>
    decode(payload, ENVIRONMENT),
  );
  expect(JSON.stringify(reasons)).not.toContain("made-up");
});

test("any bytes are decoded or undecodable, and nothing is thrown", () => {
  const anyContent = fc.oneof(fc.uint8Array(), fc.string(), fc.json());
  const anyPayload = fc.oneof(
    fc.uint8Array(),
    anyContent.map((content) => gzipSync(content)),
    fc.record({ logEvents: fc.jsonValue(), logGroup: fc.jsonValue() }, { requiredKeys: [] }).map(broken),
  );
  fc.assert(
    fc.property(anyPayload, (payload) => {
      expect(["events", "control", "undecodable"]).toContain(decode(payload, ENVIRONMENT).kind);
    }),
  );
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy.writeUInt8(copy.readUInt8(middle) ^ 0xff, middle);
  return copy;
}

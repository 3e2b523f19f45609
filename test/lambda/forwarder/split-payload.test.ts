import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { PART_BYTES, type PayloadPart, splitPayload } from "../../../lambda/forwarder/split-payload";
import { dataMessage } from "../../fixtures/delivery/subscription-event";

type Message = ReturnType<typeof dataMessage>;

async function partsOf(text: string, partBytes?: number): Promise<readonly PayloadPart[]> {
  const parts: PayloadPart[] = [];
  for await (const part of splitPayload(gzipSync(text), { partBytes })) parts.push(part);
  return parts;
}

const joined = (parts: readonly PayloadPart[]) => {
  const messages = parts.map(({ text }) => JSON.parse(text) as Message);
  return { ...messages[0], logEvents: messages.flatMap(({ logEvents }) => logEvents) };
};

const HOSTILE = fc.constantFrom(
  '},{"id":"',
  '"},{"id":"',
  '"logEvents":[',
  "]}",
  '\\"',
  "é",
  "\u{1F4A5}",
  "\0",
);
const LINES = fc.array(fc.array(fc.oneof(HOSTILE, fc.string())).map((pieces) => pieces.join("")));

test("the parts have every event once, in order, under the names of the payload, whatever the lines contain", async () => {
  await fc.assert(
    fc.asyncProperty(LINES, fc.integer({ min: 1, max: 300 }), async (lines, partBytes) => {
      const message = dataMessage(lines);
      expect(joined(await partsOf(JSON.stringify(message), partBytes))).toEqual(message);
    }),
  );
});

test("a payload of several MiB has parts of one MiB", async () => {
  const text = JSON.stringify(dataMessage(new Array<string>(5_000).fill("x".repeat(1_000))));
  const parts = await partsOf(text);
  expect(parts.length).toBeGreaterThan(3);
  for (const { bytes } of parts) expect(bytes).toBeLessThan(1.2 * PART_BYTES);
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(0.99 * text.length);
});

test("a text in another notation is one part", async () => {
  const message = dataMessage(["a", "b", "c"]);
  const parts = await partsOf(JSON.stringify(message, undefined, 2), 1);
  expect(parts).toHaveLength(1);
  expect(joined(parts)).toEqual(message);
});

test.each([
  ["bytes that are not gzip", Buffer.from("not gzip"), "Z_DATA_ERROR"],
  ["truncated gzip", gzipSync("text").subarray(0, -12), "Z_BUF_ERROR"],
  ["more text than is allowed", gzipSync(Buffer.alloc(101)), "ERR_BUFFER_TOO_LARGE"],
])("%s: an error with the code of node:zlib", async (_, compressed, code) => {
  const split = splitPayload(compressed, { maxBytes: 100 });
  await expect(split.next()).rejects.toMatchObject({ code });
});

import { openEnvelope, sealEnvelope, signedBytes } from "../../../lambda/archive-manifest/envelope";
import { sign, verifySignature } from "../../fixtures/archive";

const PAYLOAD = '{"hello": "wörld"}';

test("an opened envelope has the payload and a signature of its bytes", async () => {
  const envelope = openEnvelope(await sealEnvelope(PAYLOAD, sign));
  expect(envelope?.payload).toBe(PAYLOAD);
  expect(verifySignature(signedBytes(PAYLOAD), envelope?.signature ?? new Uint8Array())).toBe(true);
});

test("the signature covers the type and the length, as DSSE defines", () => {
  expect(Buffer.from(signedBytes("ä")).toString()).toBe(
    "DSSEv1 51 application/vnd.inventorysync.archive-manifest+json 2 ä",
  );
});

test.each([
  ["white space is added", (text: string) => `${text} `],
  ["a field is added", (text: string) => text.replace("{", '{"more": 1,')],
  ["a second signature is added", (text: string) => text.replace("]", ', {"sig": "AA=="}]')],
  ["the base64 is written in another way", (text: string) => text.replace("=", "")],
  ["the type is another one", (text: string) => text.replace("archive-manifest", "other")],
])("bytes are no envelope if %s", async (_, change) => {
  const stored = Buffer.from(await sealEnvelope(PAYLOAD, sign)).toString();
  expect(change(stored)).not.toBe(stored);
  expect(openEnvelope(Buffer.from(change(stored)))).toBeUndefined();
});

test.each(["", "{}", "[]", "not JSON", '{"payload": 1, "signatures": "x"}'])("%p is no envelope", (text) => {
  expect(openEnvelope(Buffer.from(text))).toBeUndefined();
});

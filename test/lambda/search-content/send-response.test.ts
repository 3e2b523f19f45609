import { createResponse } from "../../../lambda/search-content/response";
import { MAX_SEND_MS, sendResponse } from "../../../lambda/search-content/send-response";
import { fakeDeadline } from "../../fixtures/engine/client";
import { customResourceRequest } from "../../fixtures/engine/custom-resource-requests";
import { type ScriptedEngine, scriptedEngine } from "../../fixtures/engine/scripted-engine";

const ANSWER = createResponse(customResourceRequest("Create"), "search-content-test", { succeeded: true });
const REFUSED = { status: 503 };
/** The secret part of a presigned URL. */
const SIGNATURE = "made-up-signature";

let bucket: ScriptedEngine;
afterEach(() => bucket.close());

test("the response is sent with PUT and the empty content type of the presigned URL", async () => {
  bucket = await scriptedEngine();
  await sendResponse(`${bucket.url}/answer?Signature=${SIGNATURE}`, ANSWER, fakeDeadline(0).sleep);
  expect(bucket.requests).toMatchObject([
    { method: "PUT", path: "/answer", query: `?Signature=${SIGNATURE}`, contentType: "", body: ANSWER },
  ]);
});

test("a rejected response is sent again", async () => {
  bucket = await scriptedEngine({ "PUT /answer": [REFUSED, REFUSED, { status: 200 }] });
  const deadline = fakeDeadline(0);
  await sendResponse(`${bucket.url}/answer`, ANSWER, deadline.sleep);
  expect(deadline.slept).toEqual([500, 1_000]);
});

test("sending fails after four attempts, and no message contains the URL", async () => {
  bucket = await scriptedEngine({ "PUT /answer": REFUSED });
  const sent = sendResponse(`${bucket.url}/answer?Signature=${SIGNATURE}`, ANSWER, fakeDeadline(0).sleep);
  await expect(sent).rejects.toThrow(/^cloudformation did not accept the response: status 503$/);
  expect(bucket.requests).toHaveLength(4);
});

test("a network error is reported by its code", async () => {
  bucket = await scriptedEngine();
  await bucket.close();
  const sent = sendResponse(`${bucket.url}/answer?Signature=${SIGNATURE}`, ANSWER, fakeDeadline(0).sleep);
  await expect(sent).rejects.toThrow(/^cloudformation did not accept the response: ECONNREFUSED$/);
});

test("the time reserved for the response leaves most of a minute for the work", () => {
  expect(MAX_SEND_MS).toBeLessThan(20_000);
});

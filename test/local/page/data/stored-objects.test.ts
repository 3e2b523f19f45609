import { encodeFailedEvents } from "../../../../lambda/delivery/failed-events-object";
import { readReasons } from "../../../../local/page/data/stored-objects";
import { logEvents } from "../../../fixtures/delivery/log-events";

test("the reasons of parked events are counted, the most frequent first", async () => {
  const reasons = ["status 503", "timeout", "timeout"];
  const failed = logEvents(3).map((event, index) => ({ event, reason: reasons[index] ?? "" }));
  const body = await encodeFailedEvents("datadog", failed, 0);
  expect(readReasons("parked/datadog/2026-01-02/0123.ndjson.gz", body)).toEqual([
    { reason: "timeout", events: 2 },
    { reason: "status 503", events: 1 },
  ]);
});

test.each([
  ["quarantine/undecodable/0123.json", { reason: "not gzip", base64: "AA==" }, "not gzip"],
  [
    "aws/lambda/async/forwarder/0123",
    { requestContext: { condition: "RetriesExhausted" } },
    "failed invocation: RetriesExhausted",
  ],
  ["aws/lambda/async/forwarder/0123", "text", "no reason given"],
])("the reason of %s is read", (key, content, reason) => {
  expect(readReasons(key, Buffer.from(JSON.stringify(content)))).toEqual([{ reason }]);
});

test("an undecodable object says so", () => {
  const [first] = readReasons("parked/datadog/2026-01-02/0123.ndjson.gz", Buffer.from("text"));
  expect(first?.reason).toMatch(/^the object is undecodable: not gzip/);
});

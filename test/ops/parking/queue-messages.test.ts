import { contentOf, failedInvocation } from "../../../ops/parking/failed-invocation";
import { parseMessage } from "../../../ops/parking/queue-messages";
import { kinesisEvent, payloadOf, subscriptionEvent } from "../../fixtures/delivery/subscription-event";

const ARN = "arn:aws:lambda:eu-central-1:000000000000:function:forwarder-sentry";

test.each([
  ["the test message of Amazon S3", { Event: "s3:TestEvent" }, { kind: "test" }],
  [
    "an S3 event notification",
    { Records: [{ s3: { object: { key: "parked/sentry/a+b%3D.gz" } } }] },
    { kind: "objects", keys: ["parked/sentry/a b=.gz"] },
  ],
  ["a failed invocation", { requestPayload: {} }, { kind: "invocation" }],
  ["anything else", { made: "up" }, { kind: "unknown" }],
])("%s is recognized", (_, body, expected) => {
  expect(parseMessage(JSON.stringify(body))).toMatchObject(expected);
});

test("a failed invocation has the function without its version, the condition and the error", () => {
  const requestPayload = subscriptionEvent(["one", "two"]);
  const failed = failedInvocation({
    requestContext: { functionArn: `${ARN}:$LATEST`, condition: "RetriesExhausted" },
    requestPayload,
    responsePayload: { errorMessage: "timed out" },
  });
  expect(failed).toEqual({
    event: requestPayload,
    functionArn: ARN,
    reason: "RetriesExhausted: timed out",
  });
  expect(contentOf(failed, "staging")).toMatchObject({ events: 2, logs: { application: 2 } });
});

test("the event of a discarded Kinesis batch, which Lambda may write as text, is read with all of its records", () => {
  const batch = kinesisEvent(payloadOf(["one"], "audit"), Buffer.from("not gzip"));
  const failed = failedInvocation({ requestContext: {}, payload: JSON.stringify(batch) });
  expect(failed.event).toEqual(batch);
  expect(contentOf(failed, "staging")).toMatchObject({
    ...{ events: 1, logs: { audit: 1 }, undecodablePayloads: 1 },
  });
});

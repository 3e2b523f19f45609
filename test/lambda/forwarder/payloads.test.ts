import { extractPayloads } from "../../../lambda/forwarder/payloads";
import { awslogsEvent, kinesisEvent } from "../../fixtures/delivery/subscription-event";

const [FIRST, SECOND] = [Buffer.from("first"), Buffer.from("second")];

test("an invocation by CloudWatch Logs is one payload without a number", () => {
  expect(extractPayloads(awslogsEvent(FIRST))).toEqual([{ compressed: FIRST }]);
});

test("each record of a Kinesis data stream is a payload with its number", () => {
  expect(extractPayloads(kinesisEvent(FIRST, SECOND))).toEqual([
    { compressed: FIRST, sequenceNumber: "1" },
    { compressed: SECOND, sequenceNumber: "2" },
  ]);
});

test.each([
  ["no event", undefined, "null"],
  ["data that is no text", { awslogs: { data: 7 } }, '{"awslogs":{"data":7}}'],
  ["no records", { Records: [] }, '{"Records":[]}'],
  ["records of another service", { Records: [{ s3: {} }] }, '{"Records":[{"s3":{}}]}'],
])("%s is one payload as it came, so that it can be kept", (_, event, text) => {
  expect(extractPayloads(event)).toEqual([{ compressed: Buffer.from(text) }]);
});

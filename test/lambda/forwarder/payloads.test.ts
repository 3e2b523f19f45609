import { extractPayloads } from "../../../lambda/forwarder/payloads";
import { awslogsEvent, kinesisEvent } from "../../fixtures/delivery/subscription-event";

const [FIRST, SECOND] = [Buffer.from("first"), Buffer.from("second")];

test("an invocation by CloudWatch Logs has one payload without a sequence number", () => {
  expect(extractPayloads(awslogsEvent(FIRST))).toEqual([{ compressed: FIRST }]);
});

test("each record of a Kinesis data stream is a payload with its sequence number", () => {
  expect(extractPayloads(kinesisEvent(FIRST, SECOND))).toEqual([
    { compressed: FIRST, sequenceNumber: "1" },
    { compressed: SECOND, sequenceNumber: "2" },
  ]);
});

test.each([
  ["no event", undefined, "null"],
  ["data that is not text", { awslogs: { data: 7 } }, '{"awslogs":{"data":7}}'],
  ["no records", { Records: [] }, '{"Records":[]}'],
  ["records of another service", { Records: [{ s3: {} }] }, '{"Records":[{"s3":{}}]}'],
])("%s is one undecoded payload, so that it can be stored", (_, event, text) => {
  expect(extractPayloads(event)).toEqual([{ compressed: Buffer.from(text) }]);
});

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
  ["no object", null, undefined],
  ["the record of another service", { s3: {} }, undefined],
  ["no data", { kinesis: { sequenceNumber: "7" } }, "7"],
  ["data that is not text", { kinesis: { data: 7, sequenceNumber: "7" } }, "7"],
  ["no sequence number", { kinesis: { data: "" } }, undefined],
  ["a sequence number that is not text", { kinesis: { data: "", sequenceNumber: 7 } }, undefined],
])("a record with %s is an undecoded payload by itself, between those of the others", (_, record, number) => {
  const [first, second] = kinesisEvent(FIRST, SECOND).Records;
  expect(extractPayloads({ Records: [first, record, second] })).toEqual([
    { compressed: FIRST, sequenceNumber: "1" },
    { compressed: Buffer.from(JSON.stringify(record)), sequenceNumber: number },
    { compressed: SECOND, sequenceNumber: "2" },
  ]);
});

test.each([
  ["no event", undefined, "null"],
  ["data that is not text", { awslogs: { data: 7 } }, '{"awslogs":{"data":7}}'],
  ["no records", { Records: [] }, '{"Records":[]}'],
])("%s is one undecoded payload, so that it can be stored", (_, event, text) => {
  expect(extractPayloads(event)).toEqual([{ compressed: Buffer.from(text) }]);
});

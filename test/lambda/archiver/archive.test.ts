import { gzipSync } from "node:zlib";
import { logGroupName } from "../../../catalog";
import { archive } from "../../../lambda/archiver/archive";
import type { PutRecordBatch } from "../../../lambda/archiver/put-records";
import { createRedactor } from "../../../lambda/redaction";

const PASSWORD = ["hunter2", "hunter2"].join("-");

function payload(log: "audit" | "security" | "application", ...messages: readonly string[]) {
  const message = {
    messageType: "DATA_MESSAGE",
    owner: "123456789012",
    logGroup: logGroupName("production", log),
    logStream: "inventorysync-api/i-0abc",
    subscriptionFilters: ["archive"],
    logEvents: messages.map((text, index) => ({
      id: `event-${index}`,
      timestamp: 1_772_000_000_000,
      message: text,
    })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(message)).toString("base64") } };
}

function collecting() {
  const sent = new Map<string, string>();
  const putRecordBatch: PutRecordBatch = (stream, records) => {
    sent.set(stream, (sent.get(stream) ?? "") + Buffer.concat(records).toString());
    return Promise.resolve(records.map(() => undefined));
  };
  return { sent, putRecordBatch };
}

function run(event: unknown, putRecordBatch: PutRecordBatch) {
  return archive(event, {
    environment: "production",
    redactorProvider: () => Promise.resolve(createRedactor({ hashKey: "made-up-key-of-thirty-two-letters" })),
    putRecordBatch,
    clock: { now: () => 0, sleep: () => Promise.resolve(), random: () => 0.5 },
    deadline: 1_000,
  });
}

test("an event is one redacted line with its origin, in the stream of its log", async () => {
  const { sent, putRecordBatch } = collecting();
  const line = JSON.stringify({ level: "INFO", message: "signed in", password: PASSWORD });
  expect(await run(payload("security", line), putRecordBatch)).toMatchObject({ archived: 1 });
  const text = sent.get("inventorysync-production-archive-security") ?? "";
  expect(JSON.parse(text)).toMatchObject({
    message: "signed in",
    cloudwatch: { event_id: "event-0", log_stream: "inventorysync-api/i-0abc" },
  });
  expect(text).toMatch(/\n$/);
  expect(text).not.toContain(PASSWORD);
  expect([...sent.keys()]).toHaveLength(1);
});

test("a message of the retry queue has the payload of the failed invocation", async () => {
  const { sent, putRecordBatch } = collecting();
  const body = JSON.stringify({ version: "1.0", requestPayload: payload("audit", "one", "two") });
  expect(await run({ Records: [{ messageId: "m", body }] }, putRecordBatch)).toMatchObject({ archived: 2 });
  expect(sent.get("inventorysync-production-archive-audit")?.split("\n")).toHaveLength(3);
});

test("an operational log is not archived", async () => {
  const { sent, putRecordBatch } = collecting();
  expect(await run(payload("application", "one"), putRecordBatch)).toMatchObject({ archived: 0 });
  expect(sent.size).toBe(0);
});

test("the invocation fails if Firehose does not accept every record", async () => {
  const failing: PutRecordBatch = (_, records) =>
    Promise.resolve(records.map(() => "ServiceUnavailableException"));
  const options = run(payload("audit", "one"), failing);
  await expect(options).rejects.toThrow(/did not accept 1 of 1 records \(ServiceUnavailableException\)/);
});

test.each([
  ["a payload that is not gzip", { awslogs: { data: Buffer.from("x").toString("base64") } }],
  ["an event that is not of CloudWatch Logs", { hello: "world" }],
  ["a message without an invocation", { Records: [{ messageId: "m", body: "{}" }] }],
])("the invocation fails for %s, so that it is kept", async (_, event) => {
  await expect(run(event, collecting().putRecordBatch)).rejects.toThrow(/dead-letter queue/);
});

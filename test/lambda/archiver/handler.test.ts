import { gzipSync } from "node:zlib";
import { logGroupName } from "../../../catalog";
import { createHandler } from "../../../lambda/archiver/handler";
import type { ArchiveReport } from "../../../lambda/archiver/archive";
import { createRedactor } from "../../../lambda/redaction";

test("an invocation reports how many events were archived", async () => {
  const reports: ArchiveReport[] = [];
  const handler = createHandler({
    environment: "production",
    redactorProvider: () => Promise.resolve(createRedactor({})),
    putRecordBatch: (_, records) => Promise.resolve(records.map(() => undefined)),
    clock: { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 },
    report: (report) => reports.push(report),
  });
  const message = {
    messageType: "DATA_MESSAGE",
    owner: "123456789012",
    logGroup: logGroupName("production", "audit"),
    logStream: "s",
    logEvents: [{ id: "1", timestamp: 1, message: "one" }],
  };
  const data = gzipSync(JSON.stringify(message)).toString("base64");
  await handler({ awslogs: { data } }, { getRemainingTimeInMillis: () => 60_000 });
  expect(reports).toEqual([{ archived: 1, redactionFailures: 0, redactionTimeouts: 0 }]);
});

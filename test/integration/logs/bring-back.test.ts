import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  LAMBDA_FAILURES_PREFIX,
  type LogId,
  logGroupName,
  parkingBucketName,
  parkedPrefix,
  rejectedPrefix,
  UNDECODABLE_PREFIX,
} from "../../../catalog";
import { loadEnvironment } from "../../../config";
import { createFailedEventStore, quarantineUndecodable } from "../../../lambda/delivery/failed-event-store";
import type { FailedEvent } from "../../../lambda/delivery/failed-events-object";
import { createBucketStore } from "../../../lambda/shared/object-store";
import { awsClientConfig } from "../../../local/aws-client-config";
import { createOpenSearchReader, listObjectKeys } from "../../../local/verify";
import { datadogLogs } from "../../../local/verify/datadog";
import { findDeliveryResources, type DeliveryResources } from "../../../ops/parking/delivery-resources";
import { replayingPrefix } from "../../../ops/parking/replaying-prefix";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";
import { withoutSubscription } from "../without-subscription";

const platform = platformEndpoints();
const cloudWatchLogs = new CloudWatchLogsClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const sqs = new SQSClient(awsClientConfig(platform));
const s3 = new S3Client({ ...awsClientConfig(platform), forcePathStyle: true });
const bucket = parkingBucketName("local", platform.aws.accountId);
const store = createBucketStore(s3, bucket);
const failedEvents = createFailedEventStore(store, Date.now);
let resources: DeliveryResources;

beforeAll(async () => {
  resources = await findDeliveryResources({ s3, sqs, lambda }, loadEnvironment("local"));
  // What a test of another file let Datadog refuse may still wait for its replay.
  for (const from of [["--from", "parked"], []])
    await logs("replay", "local", ...from, "--sink", "datadog", "--yes", "--wait");
  expect(await waitingKeys()).toEqual([]);
});

afterAll(() => {
  for (const client of [cloudWatchLogs, lambda, sqs, s3]) client.destroy();
});

const logs = (...args: readonly string[]) => runLogs(platform, args);
const json = async <Data>(...args: readonly string[]) =>
  JSON.parse((await logs(...args, "--json")).stdout) as Data;

/** An event of the application log that Datadog did not accept. */
function failedEvent(message: string, reason = "a made-up reason"): FailedEvent {
  const origin = {
    owner: platform.aws.accountId,
    logGroup: logGroupName("local", "application"),
    logStream: "bring-back",
  };
  const record = { "@timestamp": new Date().toISOString(), message };
  return { event: { id: randomUUID(), timestamp: Date.now(), origin, log: "application", record }, reason };
}

const datadogCount = async (mark: string) =>
  (await datadogLogs(platform.datadog.url)).filter((log) => log.includes(mark)).length;

const waitingKeys = async () =>
  (
    await Promise.all(
      [parkedPrefix("datadog"), rejectedPrefix("datadog"), replayingPrefix("datadog")].map((prefix) =>
        listObjectKeys(s3, bucket, prefix),
      ),
    )
  ).flat();

describe("rejected events", () => {
  test("are listed with their reason, shown, and delivered by a replay, which leaves nothing behind", async () => {
    const mark = `rejected-${randomUUID()}`;
    await failedEvents.quarantine("datadog", [failedEvent(mark), failedEvent(mark)]);

    const listed = await logs("quarantine", "local", "--sink", "datadog", "--reason", "made-up");
    expect(listed.stdout).toMatch(/datadog +\S+ \S+ +2 .*a made-up reason +quarantine\/datadog\/rejected\//);
    expect(listed.exitCode).toBe(1);
    const [key = ""] = await listObjectKeys(s3, bucket, rejectedPrefix("datadog"));
    expect((await logs("quarantine", "local", "--show", key)).stdout).toContain(mark);

    const plan = await logs("replay", "local", "--dry-run", "--sink", "datadog");
    expect(plan.stdout).toContain("1 quarantined object (2 events)");
    expect(plan.stdout).toContain("Datadog: stores a second copy: at most 2");
    expect(await waitingKeys()).toEqual([key]);

    const refused = await logs("replay", "local", "--sink", "datadog");
    expect(refused.stderr).toContain("nobody can confirm");
    expect(refused.exitCode).toBe(2);

    const { stdout, stderr, exitCode } = await logs(
      "replay",
      "local",
      "--sink",
      "datadog",
      "--yes",
      "--wait",
    );
    expect({ stdout, stderr, exitCode }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("everything is settled") as string,
    });
    expect(await datadogCount(mark)).toBe(2);
    expect(await waitingKeys()).toEqual([]);
  });

  test("are all delivered if the replay is killed in the middle and run again", async () => {
    const mark = `killed-${randomUUID()}`;
    // Their replay takes longer than it takes to kill the command, also on a busy machine.
    const objects = 120;
    for (let index = 0; index < objects; index += 1)
      await failedEvents.quarantine("datadog", [failedEvent(`${mark}-${index};`)]);
    const args = ["replay", "local", "--sink", "datadog", "--yes", "--wait"];
    const killed = await runLogs(platform, args, {}, `put back: 5 of ${objects}`);
    expect(killed.exitCode).toBeNull();
    expect((await waitingKeys()).length).toBeGreaterThan(0);

    expect(await logs(...args)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("everything is settled") as string,
    });
    const counts = await Promise.all(
      Array.from({ length: objects }, (_, index) => datadogCount(`${mark}-${index};`)),
    );
    expect(counts.filter((count) => count === 0)).toEqual([]);
    expect(await waitingKeys()).toEqual([]);
  });
});

describe("undecodable input", () => {
  test("is printed only after redaction, and taken back by its key alone", async () => {
    const mark = `undecodable-${randomUUID()}`;
    const address = ["jane", "example.com"].join("@");
    const payload = gzipSync(JSON.stringify(dataMessage("application", `${mark} for ${address}`)));
    await quarantineUndecodable(store, payload, "a made-up defect of the decoder");
    const { objects } = await json<{ objects: { key: string; reasons: { reason: string }[] }[] }>(
      ...["quarantine", "local", "--reason", "made-up defect"],
    );
    expect(objects).toHaveLength(1);
    const key = objects[0]?.key ?? "";

    const shown = await logs("quarantine", "local", "--show", key);
    expect(shown.stdout).toContain(`${mark} for [redacted:email]`);
    expect(shown.stdout).not.toContain(address);

    expect(await logs("replay", "local", "--key", key, "--yes")).toMatchObject({ exitCode: 0 });
    expect(await datadogCount(mark)).toBe(1);
    expect(await listObjectKeys(s3, bucket, UNDECODABLE_PREFIX)).not.toContain(key);
  });
});

describe("dead letters", () => {
  test("of both kinds are listed without being consumed, and put back by a replay", async () => {
    const [pipeline] = resources.pipelines;
    const parkedMark = `dead-${randomUUID()}`;
    const failedMark = `failed-${randomUUID()}`;
    // The replay ignores an object without a notification: only the message in the dead-letter queue names it.
    const key = `${parkedPrefix("datadog")}2026-03-01/${randomUUID()}.ndjson.gz`;
    await failedEvents.quarantine("datadog", [failedEvent(parkedMark, "the sink was down")]);
    const [quarantined = ""] = await listObjectKeys(s3, bucket, rejectedPrefix("datadog"));
    const body = (await store.get(quarantined)) ?? new Uint8Array();
    await store.delete(quarantined);
    await send(pipeline?.deadLetterQueueUrl, {
      Records: [{ s3: { object: { key: encodeURIComponent(key) } } }],
    });
    await send(resources.onFailureQueueUrl, {
      requestContext: {
        condition: "RetriesExhausted",
        functionArn: `${pipeline?.forwarderArn ?? ""}:$LATEST`,
      },
      requestPayload: {
        awslogs: {
          data: gzipSync(JSON.stringify(dataMessage("application", failedMark))).toString("base64"),
        },
      },
      responsePayload: { errorMessage: "2026-03-01 Task timed out" },
    });

    for (let time = 0; time < 2; time += 1) {
      const { stdout, exitCode } = await logs("dead-letters", "local");
      expect(stdout).toMatch(/dead-letter queue +datadog .*parked\/datadog\//);
      expect(stdout).toMatch(
        /on-failure queue .* 1 .*RetriesExhausted: 2026-03-01 Task timed out +1 application/,
      );
      expect(exitCode).toBe(1);
    }

    // Written now: S3 notifies the replay too, which settles it once.
    await store.put(key, body);
    const replayed = await logs("replay", "local", "--from", "dead-letters", "--yes", "--wait");
    expect(replayed).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("2 dead letters") as string,
    });
    expect(await logs("dead-letters", "local")).toMatchObject({ exitCode: 0, stdout: "no dead letters\n" });
    expect(await datadogCount(failedMark)).toBe(1);
    expect(await datadogCount(parkedMark)).toBeGreaterThanOrEqual(1);
    expect(await waitingKeys()).toEqual([]);
    expect(await listObjectKeys(s3, bucket, LAMBDA_FAILURES_PREFIX)).toEqual([]);
  });
});

describe("lines that only the log group has", () => {
  test("reach the sink that is asked for, once and redacted, and no other", async () => {
    const mark = `gap-${randomUUID()}`;
    const from = new Date(Date.now() - 1).toISOString();
    const logStreamName = `gap-${randomUUID()}`;
    const group = { logGroupName: logGroupName("local", "application"), logStreamName };
    await cloudWatchLogs.send(new CreateLogStreamCommand(group));
    const put = (message: string) =>
      cloudWatchLogs.send(
        new PutLogEventsCommand({ ...group, logEvents: [{ message, timestamp: Date.now() }] }),
      );
    if (!platform.search) throw new Error("this test needs the search engine");
    const opensearch = createOpenSearchReader(platform.search);
    const ofStream = { query: { term: { "cloudwatch.log_stream": logStreamName } } };
    const messages = async () => {
      await opensearch.count();
      return ((await opensearch.search(ofStream)).hits?.hits ?? []).map(
        ({ _source }) => _source?.["message"],
      );
    };
    try {
      await withoutSubscription(cloudWatchLogs, group.logGroupName, async () => {
        for (const index of [1, 2, 3]) await put(`${mark} ${index} by ${["jo", "example.com"].join("@")}`);
      });
      await put(`${mark} delivered`);
      while ((await messages()).length < 1) await new Promise(setImmediate);

      const args = ["resend", "local", "--log", "application", "--sink", "opensearch", "--since", from];
      expect((await logs(...args, "--dry-run")).stdout).toContain(
        "4 events in the log group: 3 to send to OpenSearch, 1 already there",
      );
      expect(await logs(...args, "--yes")).toMatchObject({ exitCode: 0, stdout: "3 delivered\n" });
      const withoutHashes = (await messages()).map((message) =>
        String(message).replace(/:[0-9a-f]{16}\]/, "]"),
      );
      expect(withoutHashes.toSorted()).toEqual([
        ...[1, 2, 3].map((index) => `${mark} ${index} by [redacted:email]`),
        `${mark} delivered`,
      ]);
      expect(await datadogCount(mark)).toBe(1);

      expect((await logs(...args, "--yes")).stdout).toContain("0 to send to OpenSearch, 4 already there");
      expect((await logs(...args, "--yes", "--all")).stdout).toBe("4 delivered\n");
      expect(await messages()).toHaveLength(4);
    } finally {
      await opensearch.close();
    }
  });

  test("of a log that the sink does not receive are refused", async () => {
    const { stderr, exitCode } = await logs(
      ...["resend", "local", "--log", "audit", "--sink", "datadog", "--since", "1h", "--yes"],
    );
    expect(stderr).toContain("the audit log is not sent to datadog, expected one of opensearch");
    expect(exitCode).toBe(2);
  });
});

function dataMessage(log: LogId, message: string) {
  return {
    messageType: "DATA_MESSAGE",
    owner: platform.aws.accountId,
    logGroup: logGroupName("local", log),
    logStream: "bring-back",
    subscriptionFilters: ["test"],
    logEvents: [{ id: randomUUID(), timestamp: Date.now(), message }],
  };
}

async function send(QueueUrl: string | undefined, body: unknown): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
}

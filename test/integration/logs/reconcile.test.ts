import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Client } from "@opensearch-project/opensearch";
import {
  dataStreamName,
  type LogId,
  logGroupName,
  parkedPrefix,
  parkingBucketName,
  rejectedPrefix,
  type SinkName,
} from "../../../catalog";
import { loadEnvironment } from "../../../config";
import { awsClientConfig } from "../../../local/aws-client-config";
import { listObjectKeys } from "../../../local/verify";
import { ledgerSums } from "../../../local/verify/ledgers";
import { type DeliveryResources, findDeliveryResources } from "../../../ops/parking/delivery-resources";
import type { toData } from "../../../ops/reconcile/reconciliation";
import { runLogs } from "../../fixtures/run-logs";
import { withFunctionVariables } from "../function-variables";
import { platformEndpoints } from "../platform-endpoints";
import { startStubIntake, type StubIntake } from "../stub-intake";
import { withoutSubscription } from "../without-subscription";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const platform = platformEndpoints();
const cloudWatch = new CloudWatchClient(awsClientConfig(platform));
const cloudWatchLogs = new CloudWatchLogsClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const sqs = new SQSClient(awsClientConfig(platform));
const s3 = new S3Client({ ...awsClientConfig(platform), forcePathStyle: true });
const bucket = parkingBucketName("local", platform.aws.accountId);
const search = createSearchClient();
let resources: DeliveryResources;
let stub: StubIntake;

beforeAll(async () => {
  resources = await findDeliveryResources({ s3, sqs, lambda }, loadEnvironment("local"));
  stub = await startStubIntake();
});

afterAll(async () => {
  for (const client of [cloudWatch, cloudWatchLogs, lambda, sqs, s3]) client.destroy();
  await search.close();
  await stub.close();
});

type Result = ReturnType<typeof toData>;

/**
 * Each test has ten minutes of the past for its events, at half past an hour before now: other tests write events of
 * whole hours ago. Datadog takes events of the last 18 hours under their own time.
 */
let hoursAgo = 1.5;

function startScenario() {
  hoursAgo += 1;
  return scenarioAt(Date.now() - hoursAgo * HOUR_MS);
}

function scenarioAt(start: number) {
  const since = start - (start % MINUTE_MS);
  const until = since + 10 * MINUTE_MS;
  const logStream = `reconcile-${randomUUID()}`;
  const window = ["--since", new Date(since).toISOString(), "--until", new Date(until).toISOString()];
  const args = ["reconcile", "local", ...window, "--settling", "0s"];
  const run = (...options: readonly string[]) => runLogs(platform, [...args, ...options]);
  return {
    logStream,
    window,
    run,
    async json(...options: readonly string[]): Promise<Result> {
      const { stdout, stderr } = await run(...options, "--json");
      if (stdout === "") throw new Error(stderr);
      return JSON.parse(stdout) as Result;
    },
    async write(log: LogId, ...messages: readonly string[]): Promise<void> {
      const group = { logGroupName: logGroupName("local", log), logStreamName: logStream };
      await cloudWatchLogs.send(new CreateLogStreamCommand(group)).catch(() => undefined);
      const logEvents = messages.map((message, index) => ({ message, timestamp: since + MINUTE_MS + index }));
      await cloudWatchLogs.send(new PutLogEventsCommand({ ...group, logEvents }));
    },
  };
}

type Scenario = ReturnType<typeof startScenario>;
type Counts = Result["logs"][number]["counts"];

/** Reconciles until the counts of one log and sink are as expected. */
async function untilCounts(
  scenario: Scenario,
  [log, sink]: readonly [LogId, SinkName],
  expected: Partial<Counts>,
): Promise<Result> {
  for (;;) {
    const result = await scenario.json();
    const row = result.logs.find((each) => each.log === log && each.sink === sink);
    if (Object.entries(expected).every(([name, count]) => row?.counts[name as keyof Counts] === count))
      return result;
  }
}

const line = (level: string, message: string) => JSON.stringify({ level, message });
const countsOf = ({ logs }: Result, log: LogId, sink: SinkName) =>
  logs.find((row) => row.log === log && row.sink === sink)?.counts;
const unexplainedRows = ({ logs }: Result) =>
  logs.filter(({ counts }) => counts.missing + counts.unexpected + counts.unknown > 0);

test("after traffic of every log the result is clean: what a sink does not receive is filtered", async () => {
  const scenario = startScenario();
  await scenario.write("application", line("INFO", "one"), line("ERROR", "two"), "a plain text");
  for (const log of ["performance", "audit", "security"] as const)
    await scenario.write(log, line("INFO", "one"), line("WARNING", "two"));
  await untilCounts(scenario, ["application", "opensearch"], { found: 3 });
  await untilCounts(scenario, ["application", "datadog"], { found: 3 });
  await untilCounts(scenario, ["performance", "datadog"], { found: 2 });
  await untilCounts(scenario, ["audit", "opensearch"], { found: 2 });
  const result = await untilCounts(scenario, ["security", "opensearch"], { found: 2 });

  expect(unexplainedRows(result)).toEqual([]);
  expect(result).toMatchObject({ clean: true, unreadable: [] });
  expect(result.logs.map(({ log, sink, counts }) => [log, sink, counts.filtered, counts.found])).toEqual([
    ["application", "opensearch", 0, 3],
    ["application", "sentry", 2, 1],
    ["application", "datadog", 0, 3],
    ["performance", "opensearch", 0, 2],
    ["performance", "datadog", 0, 2],
    ["audit", "opensearch", 0, 2],
    ["security", "opensearch", 0, 2],
    ["security", "sentry", 2, 0],
  ]);

  const { stdout, exitCode } = await scenario.run();
  expect(stdout).toMatch(/^application +sentry +3 +2 +0 +1 +1 +0 +0 +0 +0 +0 +0$/m);
  expect(stdout).toMatch(/\nclean: every difference is explained\n$/);
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain("a plain text");
});

test("documents deleted from OpenSearch are named, contradict the ledger, and are back after the printed command", async () => {
  const scenario = startScenario();
  await scenario.write("application", line("INFO", "kept"), line("INFO", "deleted"), line("INFO", "deleted"));
  await untilCounts(scenario, ["application", "opensearch"], { found: 3 });
  await untilCounts(scenario, ["application", "datadog"], { found: 3 });
  await search.deleteByQuery({
    index: dataStreamName("local", "application"),
    refresh: true,
    body: {
      query: {
        bool: {
          filter: [
            { term: { "cloudwatch.log_stream": scenario.logStream } },
            { match: { message: "deleted" } },
          ],
        },
      },
    },
  });

  const { stdout, exitCode } = await scenario.run();
  expect(exitCode).toBe(1);
  expect(stdout).toContain("UNEXPLAINED: 2 events of the application log: not at OpenSearch");
  expect(stdout).toMatch(new RegExp(String.raw`^ {2}\S+ {2}20\S+Z {2}${scenario.logStream}$`, "m"));
  expect(stdout).toMatch(
    /^CONTRADICTION: the ledger of OpenSearch shows no loss: .*2 events are at no place/m,
  );
  expect(stdout).toMatch(/\nnot clean: 2 unexplained events, 1 contradiction with the ledger/);

  const [, command = ""] = /bring them back: npx logs (.*)$/m.exec(stdout) ?? [];
  expect(await runLogs(platform, [...command.split(" "), "--yes"])).toMatchObject({
    exitCode: 0,
    stdout: "2 delivered\n",
  });
  await untilCounts(scenario, ["application", "opensearch"], { found: 3, missing: 0 });
  expect(await scenario.run()).toMatchObject({ exitCode: 0 });
});

test("an event that Datadog accepted and does not have is named, and nothing is wrong with the other sinks", async () => {
  const scenario = startScenario();
  const from = new Date();
  await withDatadogStub({ status: 202, body: "{}" }, ["forwarder"], async () => {
    const before = await ledgerSums(cloudWatch, "datadog", from);
    await scenario.write("application", line("INFO", "lost"));
    // The end of the invocation: Lambda would retry one that a change of the variables ends.
    while ((await ledgerSums(cloudWatch, "datadog", from)).delivered === before.delivered)
      await new Promise(setImmediate);
  });
  await untilCounts(scenario, ["application", "opensearch"], { found: 1 });
  const result = await scenario.json();
  expect(unexplainedRows(result)).toMatchObject([
    {
      ...{ log: "application", sink: "datadog", counts: { found: 0, missing: 1 } },
      unexplained: { missing: { events: 1, examples: [{ logStream: scenario.logStream }] } },
    },
  ]);
  expect(await scenario.run("--sink", "opensearch")).toMatchObject({ exitCode: 0 });
  expect(await scenario.run("--sink", "datadog", "--log", "application")).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining("leave out --log to compare it") as string,
  });
  expect((await scenario.run("--quick")).exitCode).toBe(1);
});

test("an event that Datadog has twice is doubled, which is an explanation", async () => {
  const scenario = startScenario();
  await scenario.write("performance", line("INFO", "once"));
  await untilCounts(scenario, ["performance", "datadog"], { found: 1, doubled: 0 });
  await runLogs(platform, [
    "resend",
    "local",
    "--log",
    "performance",
    "--sink",
    "datadog",
    ...scenario.window,
    "--yes",
  ]);
  const result = await untilCounts(scenario, ["performance", "datadog"], { found: 1, doubled: 1 });
  expect(result.clean).toBe(true);
});

test("events that a sink does not accept now are parked until the replay has delivered them", async () => {
  const scenario = startScenario();
  await withDatadogStub({ status: 503 }, ["forwarder", "replay"], async () => {
    await scenario.write("performance", line("INFO", "one"), line("INFO", "two"));
    const parked = await untilCounts(scenario, ["performance", "datadog"], { parked: 2 });
    expect(countsOf(parked, "performance", "datadog")).toMatchObject({ expected: 2, found: 0, missing: 0 });
    const { stdout, exitCode } = await scenario.run();
    expect(stdout).toMatch(/^parked: the replay delivers them: npx logs parked local --sink datadog$/m);
    expect(exitCode).toBe(0);
  });
  await untilCounts(scenario, ["performance", "datadog"], { parked: 0, found: 2 });
  while ((await listObjectKeys(s3, bucket, parkedPrefix("datadog"))).length > 0)
    await new Promise(setImmediate);
});

test("an event that a sink rejects is quarantined, and found after the printed command", async () => {
  const scenario = startScenario();
  const body = JSON.stringify({ errors: [{ status: "400", title: "Bad Request" }] });
  await withDatadogStub({ status: 400, body }, ["forwarder"], async () => {
    await scenario.write("performance", line("INFO", "rejected"));
    await untilCounts(scenario, ["performance", "datadog"], { quarantined: 1, missing: 0 });
  });
  const { stdout, exitCode } = await scenario.run();
  expect(stdout).toMatch(/^quarantined: .*npx logs replay local --sink datadog puts them back$/m);
  expect(exitCode).toBe(0);
  await runLogs(platform, ["replay", "local", "--sink", "datadog", "--yes", "--wait"]);
  await untilCounts(scenario, ["performance", "datadog"], { quarantined: 0, found: 1 });
  expect(await listObjectKeys(s3, bucket, rejectedPrefix("datadog"))).toEqual([]);
});

test("the events of a failed invocation are dead letters at every sink of the forwarder", async () => {
  const scenario = startScenario();
  const group = logGroupName("local", "security");
  await withoutSubscription(cloudWatchLogs, group, () => scenario.write("security", line("ERROR", "failed")));
  expect(
    unexplainedRows(await scenario.json()).map(({ log, sink, counts }) => [log, sink, counts.missing]),
  ).toEqual([
    ["security", "opensearch", 1],
    ["security", "sentry", 1],
  ]);

  await sendToOnFailureQueue(group, scenario.logStream);
  const result = await scenario.json();
  expect(countsOf(result, "security", "opensearch")).toMatchObject({ deadLettered: 1, missing: 0 });
  expect(countsOf(result, "security", "sentry")).toMatchObject({ deadLettered: 1, missing: 0 });
  expect(result.clean).toBe(true);

  await runLogs(platform, ["replay", "local", "--from", "dead-letters", "--yes", "--wait"]);
  await untilCounts(scenario, ["security", "opensearch"], { deadLettered: 0, found: 1 });
});

test("events that the deployed sampling rate leaves out are sampled", async () => {
  const scenario = startScenario();
  const rate = { SAMPLE_RATES: "performance=0.000001" };
  await withFunctionVariables(lambda, [resources.pipelines[0]?.forwarderArn ?? ""], rate, async () => {
    await scenario.write("performance", line("INFO", "one"), line("INFO", "two"), line("ERROR", "three"));
    const result = await untilCounts(scenario, ["performance", "opensearch"], { found: 1 });
    expect(countsOf(result, "performance", "opensearch")).toMatchObject({
      sampled: 2,
      expected: 1,
      missing: 0,
    });
    await untilCounts(scenario, ["performance", "datadog"], { sampled: 2, found: 1 });
  });
  // With another rate than at the delivery, the difference is not explained.
  expect(countsOf(await scenario.json(), "performance", "datadog")).toMatchObject({ sampled: 0, missing: 2 });
});

test("the errors of a storm that Sentry has one event for are aggregated", async () => {
  const scenario = startScenario();
  const errors = Array.from({ length: 30 }, (_, index) =>
    line("ERROR", `storm ${scenario.logStream} ${index}`),
  );
  await scenario.write("application", ...errors);
  const result = await untilCounts(scenario, ["application", "sentry"], { found: 10 });
  expect(countsOf(result, "application", "sentry")).toMatchObject({
    expected: 30,
    aggregated: 20,
    missing: 0,
  });
});

test("an event that is too old for Datadog is found under its own time", async () => {
  const scenario = scenarioAt(Date.now() - 30 * HOUR_MS);
  await scenario.write("performance", line("INFO", "old"));
  await untilCounts(scenario, ["performance", "opensearch"], { found: 1 });
  const result = await untilCounts(scenario, ["performance", "datadog"], { found: 1 });
  expect(result.clean).toBe(true);
});

test("an event that only the sink has is unknown, with the sink's id", async () => {
  const scenario = startScenario();
  const [, since = ""] = scenario.window;
  const id = `made-up-${randomUUID()}`;
  await search.create({
    ...{ index: dataStreamName("local", "audit"), id, refresh: true },
    body: {
      "@timestamp": new Date(Date.parse(since) + MINUTE_MS).toISOString(),
      message: "made up",
      cloudwatch: { log_stream: "made-up" },
    },
  });
  const { stdout, exitCode } = await scenario.run("--log", "audit");
  expect(stdout).toContain(
    `UNEXPLAINED: 1 event of the audit log: at OpenSearch, but not in the log group; the ids are those of OpenSearch\n  ${id}  made-up`,
  );
  expect(exitCode).toBe(1);
});

test("a sink that cannot be read is named with the missing key, and the others are compared", async () => {
  const scenario = startScenario();
  const args = ["reconcile", "local", ...scenario.window, "--settling", "0s"];
  const { stdout, exitCode } = await runLogs(platform, args, { DD_APP_KEY: "", SENTRY_AUTH_TOKEN: "" });
  expect(stdout).toMatch(/^Datadog is not compared\. .*DD_APP_KEY is not set/m);
  expect(stdout).toMatch(/^Sentry is not compared\. .*SENTRY_AUTH_TOKEN is not set/m);
  expect(stdout).toMatch(/^application +opensearch +0 /m);
  expect(stdout).toMatch(/2 sinks that could not be read\n$/);
  expect(exitCode).toBe(1);
});

test.each([
  [
    ["--since", "1m"],
    /^--since .* is not before the end of the time window, .* which is --settling 5m ago$/m,
  ],
  [["--since", "1h", "--log", "audit", "--sink", "sentry"], /^the audit log is not sent to sentry/m],
  [["--since", "1h", "--examples", "few"], /expected a natural number/],
])("%j is refused with the remedy", async (options, expected) => {
  const { stderr, exitCode } = await runLogs(platform, ["reconcile", "local", ...options]);
  expect(stderr).toMatch(expected);
  expect(exitCode).toBe(2);
});

/** Functions send to the stub instead of Datadog for a while. */
async function withDatadogStub(
  answer: Parameters<StubIntake["answerWith"]>[0],
  functions: readonly ("forwarder" | "replay")[],
  run: () => Promise<void>,
): Promise<void> {
  stub.answerWith(answer);
  const [pipeline] = resources.pipelines;
  const arns = { forwarder: pipeline?.forwarderArn ?? "", replay: pipeline?.replayArn ?? "" };
  const names = functions.map((name) => arns[name]);
  await withFunctionVariables(lambda, names, { DATADOG_INTAKE_URL: stub.url }, run);
}

/** What Lambda sends after its last retry. Source: AWS Lambda Developer Guide, "Retain records of failed invocations". */
async function sendToOnFailureQueue(group: string, logStream: string): Promise<void> {
  const { events = [] } = await cloudWatchLogs.send(
    new FilterLogEventsCommand({ logGroupName: group, logStreamNames: [logStream] }),
  );
  const payload = {
    ...{ messageType: "DATA_MESSAGE", owner: platform.aws.accountId, logGroup: group, logStream },
    subscriptionFilters: ["test"],
    logEvents: events.map(({ eventId: id, timestamp, message }) => ({ id, timestamp, message })),
  };
  const record = {
    requestContext: {
      condition: "RetriesExhausted",
      functionArn: `${resources.pipelines[0]?.forwarderArn ?? ""}:$LATEST`,
    },
    requestPayload: { awslogs: { data: gzipSync(JSON.stringify(payload)).toString("base64") } },
  };
  await sqs.send(
    new SendMessageCommand({ QueueUrl: resources.onFailureQueueUrl, MessageBody: JSON.stringify(record) }),
  );
}

function createSearchClient(): Client {
  if (!platform.search) throw new Error("this test needs the search engine");
  const { url, username, password, caFile } = platform.search;
  return new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
}

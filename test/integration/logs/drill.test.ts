/**
 * The drill that needs a person: a sink refuses events, another event becomes a dead letter, and two days are missing in
 * OpenSearch. Finished with the commands of `npx logs` alone.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Client } from "@opensearch-project/opensearch";
import { dataStreamName, logGroupName } from "../../../catalog";
import { loadEnvironment } from "../../../config";
import { awsClientConfig } from "../../../local/aws-client-config";
import { findDeliveryResources } from "../../../ops/parking/delivery-resources";
import type { toData } from "../../../ops/reconcile/reconciliation";
import { runLogs } from "../../fixtures/run-logs";
import { withFunctionVariables } from "../function-variables";
import { platformEndpoints } from "../platform-endpoints";
import { startStubIntake, type StubIntake } from "../stub-intake";

const HOUR_MS = 3_600_000;
/** Hours before those of other tests. */
const START = Date.now() - 100 * HOUR_MS;
const GAP_HOURS = 48;
const WINDOW = [START, START + (GAP_HOURS + 1) * HOUR_MS].map((time) => new Date(time).toISOString());
const [SINCE = "", UNTIL = ""] = WINDOW;

const platform = platformEndpoints();
const cloudWatchLogs = new CloudWatchLogsClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const sqs = new SQSClient(awsClientConfig(platform));
const s3 = new S3Client({ ...awsClientConfig(platform), forcePathStyle: true });
const logStreamName = `drill-${randomUUID()}`;
let forwarderArn: string;
let stub: StubIntake;

beforeAll(async () => {
  const resources = await findDeliveryResources({ s3, sqs, lambda }, loadEnvironment("local"));
  forwarderArn = resources.pipelines[0]?.forwarderArn ?? "";
  stub = await startStubIntake();
  const group = { logGroupName: logGroupName("local", "performance"), logStreamName };
  await cloudWatchLogs.send(new CreateLogStreamCommand(group));
});

afterAll(async () => {
  for (const client of [cloudWatchLogs, lambda, sqs, s3]) client.destroy();
  await stub.close();
});

type Counts = ReturnType<typeof toData>["logs"][number]["counts"];

const logs = (...args: readonly string[]) => runLogs(platform, args);
const reconcileArgs = ["reconcile", "local", "--since", SINCE, "--until", UNTIL, "--settling", "0s"];

/** Reconciles until the numbers of the sinks are as expected. */
async function untilCounts(
  expected: Readonly<Record<"opensearch" | "datadog", Partial<Counts>>>,
): Promise<void> {
  for (;;) {
    const { stdout, stderr } = await logs(...reconcileArgs, "--log", "performance", "--json");
    if (stdout === "") throw new Error(stderr);
    const { logs: rows } = JSON.parse(stdout) as ReturnType<typeof toData>;
    const matches = ({ sink, counts }: (typeof rows)[number]) =>
      Object.entries(sink === "sentry" ? {} : expected[sink]).every(
        ([name, count]) => counts[name as keyof Counts] === count,
      );
    if (rows.every(matches)) return;
  }
}

/** One line of the performance log for each time, in hours after the start. The times may span 24 hours. */
async function write(...hours: readonly number[]): Promise<void> {
  const logEvents = hours.map((hour) => ({
    message: JSON.stringify({ level: "INFO", message: `hour ${hour}` }),
    timestamp: START + hour * HOUR_MS,
  }));
  const group = { logGroupName: logGroupName("local", "performance"), logStreamName };
  await cloudWatchLogs.send(new PutLogEventsCommand({ ...group, logEvents }));
}

test("a drill that needs a person ends with the commands alone, and with a clean reconciliation", async () => {
  // Normal operation.
  const hours = Array.from({ length: GAP_HOURS }, (_, hour) => hour);
  await write(...hours.slice(0, GAP_HOURS / 2));
  await write(...hours.slice(GAP_HOURS / 2));
  await untilCounts({ opensearch: { found: GAP_HOURS }, datadog: { found: GAP_HOURS } });

  // Datadog refuses an event.
  stub.answerWith({
    status: 400,
    body: JSON.stringify({ errors: [{ status: "400", title: "Bad Request" }] }),
  });
  await withFunctionVariables(lambda, [forwarderArn], { DATADOG_INTAKE_URL: stub.url }, async () => {
    await write(GAP_HOURS + 0.1);
    await untilCounts({ opensearch: { found: GAP_HOURS + 1 }, datadog: { quarantined: 1 } });
  });

  // Datadog is down, and the parking bucket cannot be written: Lambda's retries end in the on-failure queue.
  stub.answerWith({ status: 503 });
  const broken = { DATADOG_INTAKE_URL: stub.url, PARKING_BUCKET: "inventorysync-made-up-bucket" };
  await withFunctionVariables(lambda, [forwarderArn], broken, async () => {
    await write(GAP_HOURS + 0.2);
    await untilCounts({ opensearch: { found: GAP_HOURS + 2 }, datadog: { deadLettered: 1 } });
  });

  // Two days of OpenSearch are lost.
  await deleteFromOpenSearch();
  const { stdout: found, exitCode } = await logs(...reconcileArgs);
  expect(exitCode).toBe(1);
  // The dead letter brings its event back to OpenSearch too.
  expect(found).toContain(`UNEXPLAINED: ${GAP_HOURS + 1} events of the performance log: not at OpenSearch`);
  expect(found).toMatch(/^performance +datadog +50 +0 +0 +50 +48 +0 +0 +1 +1 +\d+ +0$/m);

  // A person looks, and puts back what is refused and what is dead.
  const quarantined = await logs("quarantine", "local", "--sink", "datadog");
  expect(quarantined).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/ 1 .*400/) as string });
  const dead = await logs("dead-letters", "local");
  expect(dead).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/1 performance/) as string });
  expect(await logs("replay", "local", "--yes", "--wait")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("everything is settled") as string,
  });

  // The command that the reconciliation printed fills the gap.
  const [, command = ""] = /bring them back: npx logs (resend .* --sink opensearch .*)$/m.exec(found) ?? [];
  expect(await logs(...command.split(" "), "--yes")).toMatchObject({ exitCode: 0 });

  await untilCounts({
    opensearch: { found: GAP_HOURS + 2, missing: 0 },
    datadog: { found: GAP_HOURS + 2, quarantined: 0, deadLettered: 0 },
  });
  const { stdout, exitCode: last } = await logs(...reconcileArgs);
  expect(stdout).toMatch(/\nclean: every difference is explained\n$/);
  expect(last).toBe(0);
  expect(await logs("quarantine", "local", "--sink", "datadog")).toMatchObject({ exitCode: 0 });
  expect(await logs("dead-letters", "local")).toMatchObject({ exitCode: 0 });
});

async function deleteFromOpenSearch(): Promise<void> {
  if (!platform.search) throw new Error("this test needs the search engine");
  const { url, username, password, caFile } = platform.search;
  const client = new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
  await client.deleteByQuery({
    index: dataStreamName("local", "performance"),
    refresh: true,
    body: { query: { term: { "cloudwatch.log_stream": logStreamName } } },
  });
  await client.close();
}

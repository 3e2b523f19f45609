import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  paginateListFunctions,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  type DeliveryName,
  hostLogStreamName,
  logGroupName,
  type LogId,
  type LogRecord,
  PARKED_PREFIX,
  parkingBucketName,
  roleName,
  secretName,
  type SinkName,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import { awsClientConfig } from "../../local/aws-client-config";
import { writeAndShip } from "../../local/traffic";
import { createOpenSearchReader, createVerificationReport, listObjectKeys, verify } from "../../local/verify";
import { datadogLogs } from "../../local/verify/datadog";
import { waitForCount } from "../../local/verify/expected-counts";
import type { OpenSearchReader } from "../../local/verify/opensearch";
import { hostClient } from "./host-credentials";
import { platformEndpoints } from "./platform-endpoints";

/** Ends a wait that would never end, in milliseconds; a busy machine is far quicker. */
const HANG_MS = 600_000;
const DENIED = /AccessDenied|not authorized/;

const platform = platformEndpoints();
const cloudWatchLogs = new CloudWatchLogsClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const iam = new IAMClient(awsClientConfig(platform));
const s3 = new S3Client({ ...awsClientConfig(platform), forcePathStyle: true });
const bucket = parkingBucketName("local", platform.aws.accountId);
const secrets = new SecretsManagerClient(awsClientConfig(platform));
let opensearch: OpenSearchReader;
let logDir: string;

beforeAll(async () => {
  if (!platform.search) throw new Error("these tests need the search engine; start the platform with it");
  opensearch = createOpenSearchReader(platform.search);
  logDir = await mkdtemp(join(tmpdir(), "inventorysync-logs-"));
});

afterAll(async () => {
  for (const client of [cloudWatchLogs, lambda, iam, s3, secrets]) client.destroy();
  await opensearch.close();
  await rm(logDir, { recursive: true });
});

// First, on the empty platform: the guide's queries count every line.
describe("a known amount of traffic", () => {
  test("arrives once at each sink, with balanced ledgers, correct query results and no planted secret", async () => {
    const printed: string[] = [];
    const from = new Date();
    const summary = await writeAndShip({ endpoints: platform, seed: 20_260_301, lines: 12_000, logDir });
    const report = createVerificationReport((line) => printed.push(line));
    await verify({ endpoints: platform, topology: "direct", summary, from, report });
    // The whole report, where it does not hold.
    expect(report.passed ? "" : printed.join("\n")).toBe("");
    expect(Object.keys(report.sections)).toEqual([
      "deliveries",
      "ledgers",
      "pending",
      "questions",
      "redaction",
    ]);
  });
});

describe("input of any form", () => {
  const TRUNCATED = `{"level":"INFO","message":"${"x".repeat(256 * 1024 - 27)}`;

  test.each([
    ["plain text", "worker 12 booted"],
    ["broken JSON", '{"level": "INFO", "message": '],
    ["a truncated 256 KB line", TRUNCATED],
    ["emoji", "stock of \u{1F9C3} is low \u{1F468}\u{200D}\u{1F33E}"],
    ["NUL bytes", "before\u0000after"],
    ["a JSON list", '[1, "two"]'],
    ["a JSON number", "42"],
  ])("%s is delivered unchanged", async (_, message) => {
    const [record] = await deliver([message]);
    expect(record?.message).toBe(message);
  });

  test("a field of the wrong type becomes an attribute, and the record is delivered", async () => {
    const [record] = await deliver([
      JSON.stringify({ message: "odd", value: "twelve", status: { code: 1 }, level: "warn" }),
    ]);
    expect(record).toMatchObject({
      message: "odd",
      level: "WARNING",
      attributes: { value: "twelve", status: { code: 1 } },
    });
  });

  test("a thousand distinct attributes do not change the mapping", async () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`key_${index}`, index]),
    );
    const [record] = await deliver([JSON.stringify({ message: "wide", ...attributes })]);
    expect(Object.keys(record?.attributes ?? {})).toHaveLength(1_000);
  });

  test("a control message succeeds and delivers nothing", async () => {
    expect(await invoke({ messageType: "CONTROL_MESSAGE", logEvents: [] })).toMatchObject({ failed: false });
  });

  test("an empty batch succeeds", async () => {
    expect(await invoke(subscriptionMessage([]))).toMatchObject({ failed: false });
  });

  test("corrupt gzip is quarantined unchanged, and the invocation succeeds", async () => {
    const data = Buffer.from("not gzip").toString("base64");
    expect(await invokeRaw({ awslogs: { data } })).toMatchObject({ failed: false });
    const [key, ...others] = await listObjectKeys(s3, bucket, UNDECODABLE_PREFIX);
    expect(others).toEqual([]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject({ base64: data });
  });
});

describe("a sink that rejects its credentials for some time", () => {
  test("has its events parked, then replayed and delivered once, without manual intervention", async () => {
    await putDatadogKey("made-up-and-wrong");
    await forceColdStart("forwarder");
    await forceColdStart("replay");
    const message = `parked-${randomUUID()}`;
    await put("application", [JSON.stringify({ message })]);
    expect(await waitForCount(async () => (await parkedKeys("datadog")).length, 1, HANG_MS)).toBe(1);
    expect(await datadogCount(message)).toBe(0);

    await putDatadogKey(platform.datadog.apiKey);
    expect(await waitForCount(() => datadogCount(message), 1, HANG_MS)).toBe(1);
    const isReplayed = async () => ((await parkedKeys("datadog")).length === 0 ? 1 : 0);
    expect(await waitForCount(isReplayed, 1, HANG_MS)).toBe(1);
    expect(await datadogCount(message)).toBe(1);
  });

  async function putDatadogKey(SecretString: string): Promise<void> {
    const SecretId = secretName("local", "datadog-api-key");
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  }

  const parkedKeys = (sink: SinkName) => listObjectKeys(s3, bucket, `${PARKED_PREFIX}${sink}/`);

  const datadogCount = async (message: string) =>
    (await datadogLogs(platform.datadog.url)).filter((log) => log.includes(message)).length;
});

describe("permissions", () => {
  test("the forwarder fails if it may neither deliver nor park, and succeeds with its permissions restored", async () => {
    const policy = { RoleName: roleName("local", "forwarder"), PolicyName: "denied-by-the-test" };
    const Statement = {
      Effect: "Deny",
      Action: ["secretsmanager:GetSecretValue", "s3:PutObject"],
      Resource: "*",
    };
    await iam.send(
      new PutRolePolicyCommand({
        ...policy,
        PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
      }),
    );
    await forceColdStart("forwarder");
    const denied = await invoke(subscriptionMessage(["one line"]));
    await iam.send(new DeleteRolePolicyCommand(policy));
    await forceColdStart("forwarder");
    const allowed = await invoke(subscriptionMessage(["one line"]));

    expect(denied.failed).toBe(true);
    expect(denied.payload).toMatch(/AccessDenied|not authorized/);
    expect(allowed).toMatchObject({ failed: false });
  });
});

describe("a host of the host group api", () => {
  const logGroup = logGroupName("local", "audit");
  const own = hostLogStreamName("api", `i-${randomUUID()}`);
  let host: CloudWatchLogsClient;

  beforeAll(async () => {
    host = await hostClient(platform, iam);
  });
  afterAll(() => {
    host.destroy();
  });

  test("may create and write its log stream, and the record arrives", async () => {
    const message = `from ${own}`;
    const group = { logGroupName: logGroup, logStreamName: own };
    await host.send(new CreateLogStreamCommand(group));
    await host.send(new PutLogEventsCommand({ ...group, logEvents: [{ message, timestamp: Date.now() }] }));
    const [record] = await recordsOf(own, 1);
    expect(record?.message).toBe(message);
  });

  test.each([
    ["another host group", hostLogStreamName("api-eu", "i-1")],
    ["no host group", "i-1"],
    ["the name without an instance", "inventorysync-api"],
  ])("may not create or write a log stream of %s", async (_, logStreamName) => {
    const group = { logGroupName: logGroup, logStreamName };
    await expect(host.send(new CreateLogStreamCommand(group))).rejects.toThrow(DENIED);
    const logEvents = [{ message: "forged", timestamp: Date.now() }];
    await expect(host.send(new PutLogEventsCommand({ ...group, logEvents }))).rejects.toThrow(DENIED);
  });

  test("may not read, delete or shorten a log, nor create a log group", async () => {
    const group = { logGroupName: logGroup, logStreamName: own };
    await expect(host.send(new GetLogEventsCommand(group))).rejects.toThrow(DENIED);
    await expect(host.send(new DeleteLogStreamCommand(group))).rejects.toThrow(DENIED);
    await expect(
      host.send(new PutRetentionPolicyCommand({ logGroupName: logGroup, retentionInDays: 1 })),
    ).rejects.toThrow(DENIED);
    await expect(host.send(new CreateLogGroupCommand({ logGroupName: "/other" }))).rejects.toThrow(DENIED);
  });
});

/** Puts messages into the audit log, whose only sink is OpenSearch, and reads the records there. */
async function deliver(messages: readonly string[]): Promise<LogRecord[]> {
  return recordsOf(await put("audit", messages), messages.length);
}

/** Waits for a number of records of a log stream in OpenSearch. */
async function recordsOf(logStreamName: string, count: number): Promise<LogRecord[]> {
  const fromStream = { query: { term: { "cloudwatch.log_stream": logStreamName } } };
  const find = async () => (await opensearch.search(fromStream)).hits?.hits ?? [];
  await waitForCount(
    async () => {
      await opensearch.count();
      return (await find()).length;
    },
    count,
    HANG_MS,
  );
  return (await find()).map(({ _source }) => _source as LogRecord);
}

/** @returns the name of a new log stream */
async function put(log: LogId, messages: readonly string[]): Promise<string> {
  const group = { logGroupName: logGroupName("local", log), logStreamName: `shapes-${randomUUID()}` };
  await cloudWatchLogs.send(new CreateLogStreamCommand(group));
  const logEvents = messages.map((message) => ({ message, timestamp: Date.now() }));
  await cloudWatchLogs.send(new PutLogEventsCommand({ ...group, logEvents }));
  return group.logStreamName;
}

function subscriptionMessage(messages: readonly string[]) {
  return {
    messageType: "DATA_MESSAGE",
    owner: platform.aws.accountId,
    logGroup: logGroupName("local", "audit"),
    logStream: "invoked",
    subscriptionFilters: ["test"],
    logEvents: messages.map((message) => ({ id: randomUUID(), timestamp: Date.now(), message })),
  };
}

function invoke(message: unknown) {
  return invokeRaw({ awslogs: { data: gzipSync(JSON.stringify(message)).toString("base64") } });
}

async function invokeRaw(event: unknown): Promise<{ failed: boolean; payload: string }> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: await functionName("forwarder"), Payload: JSON.stringify(event) }),
  );
  return { failed: FunctionError !== undefined, payload: Buffer.from(Payload ?? []).toString() };
}

async function functionName(name: DeliveryName): Promise<string> {
  for await (const { Functions } of paginateListFunctions({ client: lambda }, {})) {
    const found = Functions?.find(({ Role }) => Role?.endsWith(`/${roleName("local", name)}`));
    if (found?.FunctionName) return found.FunctionName;
  }
  throw new Error(`no function has the role of ${name}`);
}

/**
 * Functions read secrets once per execution environment. An update of the configuration starts new ones, even without a
 * change.
 */
async function forceColdStart(name: DeliveryName): Promise<void> {
  const FunctionName = await functionName(name);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { Variables } = Environment ?? {};
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
}

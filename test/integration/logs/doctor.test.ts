import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { alarmName, type LogId, logGroupName } from "../../../catalog";
import { loadEnvironment } from "../../../config";
import { awsClientConfig } from "../../../local/aws-client-config";
import type { Result } from "../../../ops/check/outcome";
import type { SymptomId } from "../../../ops/doctor/symptom-ids";
import { SYMPTOMS } from "../../../ops/doctor/symptoms";
import { findDeliveryResources, type DeliveryResources } from "../../../ops/parking/delivery-resources";
import { runLogs } from "../../fixtures/run-logs";
import { withFunctionVariables } from "../function-variables";
import { platformEndpoints } from "../platform-endpoints";
import { startStubIntake, type StubIntake } from "../stub-intake";
import { withoutSubscription } from "../without-subscription";
import { closeDamages, DAMAGES, replaceSecret, type Undo } from "./damages";

interface DoctorReport {
  readonly symptoms: readonly {
    readonly conclusion: string;
    readonly findings: readonly {
      readonly cause: string;
      readonly result: Result;
      readonly how: string;
      readonly remedy?: string;
    }[];
  }[];
}

const platform = platformEndpoints();
const config = awsClientConfig(platform);
const cloudWatchLogs = new CloudWatchLogsClient(config);
const cloudWatch = new CloudWatchClient(config);
const lambda = new LambdaClient(config);
const sqs = new SQSClient(config);
const s3 = new S3Client({ ...config, forcePathStyle: true });
let resources: DeliveryResources;
let stub: StubIntake;
let closedUrl: string;
let undo: Undo | undefined;

beforeAll(async () => {
  resources = await findDeliveryResources({ s3, sqs, lambda }, loadEnvironment("local"));
  stub = await startStubIntake();
  const closed = await startStubIntake();
  closedUrl = closed.url;
  await closed.close();
});
afterEach(async () => {
  await undo?.();
  undo = undefined;
});
afterAll(async () => {
  for (const client of [cloudWatchLogs, cloudWatch, lambda, sqs, s3]) client.destroy();
  await stub.close();
  await closeDamages();
});

const logs = (...args: readonly string[]) => runLogs(platform, args);

async function doctor(symptom: SymptomId, ...args: readonly string[]) {
  const { stdout, stderr, exitCode } = await logs("doctor", "local", symptom, "--json", ...args);
  if (stdout === "") throw new Error(stderr);
  const { symptoms } = JSON.parse(stdout) as DoctorReport;
  const findings = symptoms[0]?.findings ?? [];
  return { exitCode, findings, first: findings[0], conclusion: symptoms[0]?.conclusion };
}

const resultOf = async (symptom: SymptomId, cause: string, ...args: readonly string[]) =>
  (await doctor(symptom, ...args)).findings.find((finding) => finding.cause === cause)?.result;

const now = () => new Date().toISOString();

/** Lines of a new log stream. */
async function write(log: LogId, ...records: readonly Readonly<Record<string, unknown>>[]): Promise<Undo> {
  const group = { logGroupName: logGroupName("local", log), logStreamName: `doctor-${randomUUID()}` };
  await cloudWatchLogs.send(new CreateLogStreamCommand(group));
  const timestamp = Date.now();
  const logEvents = records.map((record) => ({
    message: JSON.stringify({ "@timestamp": new Date(timestamp).toISOString(), ...record }),
    timestamp,
  }));
  await cloudWatchLogs.send(new PutLogEventsCommand({ ...group, logEvents }));
  return () => cloudWatchLogs.send(new DeleteLogStreamCommand(group));
}

const repeated = (count: number, record: Readonly<Record<string, unknown>>) =>
  Array.from({ length: count }, () => record);

const CAUSED_BY_CHECKS = DAMAGES.flatMap((damage) =>
  SYMPTOMS.filter(({ causes }) => causes.some(({ id }) => id === damage.id)).map((symptom) => ({
    ...damage,
    symptom: symptom.id,
  })),
);

test.each(CAUSED_BY_CHECKS)(
  "$symptom: $id $damage is the first finding, and is none after the repair",
  async ({ id, symptom, inflict, named }) => {
    await write("application", { level: "ERROR", message: "an error" });
    undo = await inflict();
    const { first, conclusion, exitCode } = await doctor(symptom);
    expect(first).toMatchObject({ cause: id, result: "failed", remedy: expect.any(String) as string });
    expect(first?.how).toMatch(named);
    expect(conclusion).toMatch(named);
    expect(exitCode).toBe(1);
    await undo();
    undo = undefined;
    expect(await resultOf(symptom, id)).toBe("verified");
  },
);

test("datadog-gaps: a key that Datadog refuses is the first finding, and is none with the old one", async () => {
  undo = await replaceSecret("datadog-api-key", ["made", "up", "key"].join("-"));
  const { first } = await doctor("datadog-gaps");
  expect(first).toMatchObject({ cause: "datadog-refused", result: "failed" });
  expect(first?.how).toMatch(/validate answers 403: the key is not valid/);
  expect(first?.remedy).toMatch(/aws secretsmanager put-secret-value/);
  await undo();
  undo = undefined;
  expect(await resultOf("datadog-gaps", "datadog-refused")).toBe("verified");
});

/** The text form of the DSN is that of the platform, with another address. */
const dsnTo = (url: string) => platform.sentry.dsn.replace(/@[^/]+/, `@${new URL(url).host}`);

interface Refusal {
  readonly cause: string;
  readonly status: number;
  readonly body?: string;
  /** Nothing listens at the address. */
  readonly isClosed?: true;
  readonly how: RegExp;
  readonly state: RegExp;
  readonly from: "parked" | "quarantine";
}

const REFUSALS: readonly Refusal[] = [
  {
    ...{
      cause: "sentry-refused",
      status: 403,
      body: '{"detail":"bad sentry DSN public key"}',
      from: "parked",
    },
    how: /answers 403: the DSN is not one of a project/,
    state: /The line stopped before Sentry: parked: sentry answered 403/,
  },
  {
    ...{ cause: "sentry-unreachable", status: 0, isClosed: true, from: "parked" },
    how: /^1 event, of \S+ \S+, is parked: sentry gave no response \(ECONNREFUSED\)/,
    state: /The line stopped before Sentry: parked: sentry gave no response/,
  },
  {
    ...{ cause: "sentry-rate-limited", status: 429, body: '{"detail":"rate limited"}', from: "parked" },
    how: / parked: sentry (answered 429|rate-limits)/,
    state: /The line stopped before Sentry: parked: /,
  },
  {
    ...{ cause: "sentry-parked", status: 302, from: "parked" },
    how: / parked: sentry answered 302: a redirect/,
    state: /The line stopped before Sentry: parked: sentry answered 302/,
  },
  {
    ...{ cause: "sentry-rejected", status: 400, body: '{"detail":"invalid event"}', from: "quarantine" },
    how: / in quarantine: sentry answered 400: the event is malformed/,
    state:
      /The line stopped before Sentry: in quarantine: sentry answered 400.*quarantine\/sentry\/rejected\//,
  },
];

test.each(REFUSALS)(
  "sentry-receives-nothing: $cause is the first finding, doctor line says where the line stopped, and the remedy delivers it",
  async ({ cause, status, body, isClosed, how, state, from }) => {
    const mark = `refused-${randomUUID()}`;
    stub.answerWith({ status, ...(body !== undefined && { body }) });
    const restore = await replaceSecret("sentry-dsn", dsnTo(isClosed ? closedUrl : stub.url));
    undo = restore;
    const functions = resources.pipelines.flatMap(({ forwarderArn, replayArn }) => [forwarderArn, replayArn]);
    // A new execution environment reads the secret, and has no open circuit.
    await withFunctionVariables(lambda, functions, { DOCTOR_TEST: mark }, async () => {
      await write("application", { level: "ERROR", message: mark });
      while ((await logs(from, "local", "--sink", "sentry")).exitCode === 0);
      const { first, exitCode } = await doctor("sentry-receives-nothing", "--since", now());
      expect(first).toMatchObject({ cause, result: "failed", remedy: expect.any(String) as string });
      expect(first?.how).toMatch(how);
      expect(exitCode).toBe(1);
      expect((await logs("doctor", "local", "line", mark)).stdout.split("\n")[0]).toMatch(state);
      await restore();
    });
    undo = undefined;
    await logs("replay", "local", "--from", from, "--sink", "sentry", "--yes", "--wait");
    expect(await resultOf("sentry-receives-nothing", cause, "--since", "5m")).toBe("verified");
    expect((await logs("doctor", "local", "line", mark)).stdout).toMatch(
      /✔ Sentry: arrived, with the id [0-9a-f]{32}/,
    );
  },
);

test("sentry-receives-nothing: lines below ERROR alone are the first finding, and one error is enough", async () => {
  const writeAndExamine = async () => {
    const since = now();
    await write("application", { level: "WARNING", message: "no error" });
    return doctor("sentry-receives-nothing", "--since", since);
  };
  let found = await writeAndExamine();
  // The ledger is that of whole minutes, in which other errors may have come.
  while (found.first?.cause !== "sentry-below-error" || found.first.result !== "failed")
    found = await writeAndExamine();
  expect(found.conclusion).toMatch(
    /^all \d+ events since .* were filtered: Sentry receives lines of level ERROR/,
  );
  await write("application", { level: "ERROR", message: "an error" });
  while ((await resultOf("sentry-receives-nothing", "sentry-below-error", "--since", "2m")) !== "verified");
});

test("sentry-receives-nothing: a storm is the first finding, and doctor line names the event that represents the line", async () => {
  const mark = `storm-${randomUUID()}`;
  const since = now();
  await write(
    "application",
    ...repeated(2_000, { level: "ERROR", logger: "inventorysync.sync", message: mark }),
  );
  let found = await doctor("sentry-receives-nothing", "--since", since);
  while (found.first?.result !== "failed") found = await doctor("sentry-receives-nothing", "--since", since);
  expect(found.first).toMatchObject({ cause: "sentry-storm" });
  expect(found.conclusion).toMatch(/^the storm filter left out \d+ errors/);
  const { stdout, exitCode } = await logs("doctor", "local", "line", mark);
  expect(stdout).toMatch(
    /^The line arrived at OpenSearch and Datadog; not at Sentry: left out by the storm filter: .* the event [0-9a-f]{32} represents it\n/,
  );
  expect(stdout).toContain("the newest of 2000");
  expect(exitCode).toBe(0);
});

test("files-grow: lines of level DEBUG are the first finding, and are none when the application stops them", async () => {
  const since = now();
  const lines = repeated(900, { level: "DEBUG", logger: "inventorysync.debug", message: "d".repeat(900) });
  undo = await write("application", ...lines);
  const { first } = await doctor("files-grow", "--since", since);
  expect(first).toMatchObject({ cause: "debug-lines", result: "failed" });
  expect(first?.how).toMatch(/^(?:9\d|100|[5-8]\d) % of \d+ bytes since .* are lines of level DEBUG$/);
  expect(first?.remedy).toContain("so debug mode is on, or a host was changed: npx logs debug local off");
  await undo();
  undo = undefined;
  const later = now();
  await write("application", { level: "INFO", logger: "inventorysync.api", message: "i" });
  expect(await resultOf("files-grow", "debug-lines", "--since", later)).toBe("verified");
});

test("files-grow: the logger that writes nearly everything is the first finding, with the number of its lines", async () => {
  const since = now();
  const logger = "inventorysync.spam";
  await write("application", ...repeated(1_500, { level: "INFO", logger, message: "again" }));
  let found = await doctor("files-grow", "--since", since);
  while (found.first?.result !== "failed") found = await doctor("files-grow", "--since", since);
  expect(found.first).toMatchObject({ cause: "log-spam" });
  expect(found.conclusion).toMatch(
    /^the logger inventorysync\.spam wrote \d+ % of the lines .* inventorysync\.spam \d+ lines/,
  );
  const later = now();
  await write("application", { level: "INFO", logger: "inventorysync.api", message: "i" });
  while ((await resultOf("files-grow", "log-spam", "--since", later)) !== "verified");
});

test.each([
  ["ahead", 20, /is 20 minutes ahead: 1 lines of the performance log have a time in the future/],
  [
    "behind",
    -20 * 60,
    /1 lines were older than 1065 minutes when they arrived, the first of doctor-\S+ by 1200 minutes/,
  ],
])("datadog-gaps: a clock that is %s is the first finding, and is none later", async (_, minutes, how) => {
  const since = now();
  const time = new Date(Date.now() + minutes * 60_000).toISOString();
  undo = await write("performance", { "@timestamp": time, level: "INFO", message: "at another time" });
  const { first } = await doctor("datadog-gaps", "--since", since);
  expect(first).toMatchObject({ cause: "clock-skew", result: "failed" });
  expect(first?.how).toMatch(how);
  expect(first?.remedy).toContain("timedatectl set-ntp true");
  await undo();
  undo = undefined;
  const later = now();
  await write("performance", { level: "INFO", message: "in time" });
  expect(await resultOf("datadog-gaps", "clock-skew", "--since", later)).toBe("verified");
});

test("missing-in-opensearch: log groups without a line are the first finding, until one arrives", async () => {
  const since = now();
  const { first } = await doctor("missing-in-opensearch", "--since", since);
  expect(first).toMatchObject({ cause: "opensearch-no-lines", result: "failed" });
  expect(first?.how).toMatch(/^no line arrived in \/inventorysync\/local\/application, .* since/);
  await write("application", { level: "INFO", message: "a line" });
  expect(await resultOf("missing-in-opensearch", "opensearch-no-lines", "--since", since)).toBe("verified");
});

test("missing-in-opensearch: a forwarder without concurrency is the first finding, and is none with it", async () => {
  await write("application", { level: "INFO", message: "a line" });
  const FunctionName = resources.pipelines[0]?.forwarderArn;
  const { ReservedConcurrentExecutions } = await lambda.send(
    new GetFunctionConcurrencyCommand({ FunctionName }),
  );
  const reserve = (count: number | undefined) =>
    count === undefined
      ? lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
      : lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: count }));
  undo = () => reserve(ReservedConcurrentExecutions);
  await reserve(0);
  const { first } = await doctor("missing-in-opensearch");
  expect(first).toMatchObject({ cause: "functions-stopped", result: "failed" });
  expect(first?.how).toMatch(/^the function \S+ has the reserved concurrency 0$/);
  await undo();
  undo = undefined;
  expect(await resultOf("missing-in-opensearch", "functions-stopped")).toBe("verified");
});

test("datadog-gaps: a replay whose event source mapping is disabled is the first finding, and is none enabled", async () => {
  await write("application", { level: "INFO", message: "a line" });
  const FunctionName = resources.pipelines[0]?.replayArn;
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const UUID = EventSourceMappings[0]?.UUID;
  const enable = (Enabled: boolean) => lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  undo = () => enable(true);
  await enable(false);
  const { first } = await doctor("datadog-gaps");
  expect(first).toMatchObject({ cause: "functions-stopped", result: "failed" });
  expect(first?.how).toContain(`the event source mapping ${UUID ?? ""} of the function`);
  expect(first?.remedy).toContain("aws lambda update-event-source-mapping --uuid");
  await undo();
  undo = undefined;
  expect(await resultOf("datadog-gaps", "functions-stopped")).toBe("verified");
});

test("missing-in-opensearch: a dead letter is the first finding, and is none after the replay", async () => {
  await write("application", { level: "INFO", message: "a line" });
  const MessageBody = JSON.stringify({
    requestContext: {
      condition: "RetriesExhausted",
      functionArn: `${resources.pipelines[0]?.forwarderArn ?? ""}:$LATEST`,
    },
    requestPayload: { awslogs: { data: "" } },
    responsePayload: { errorMessage: "made-up time-out" },
  });
  await sqs.send(new SendMessageCommand({ QueueUrl: resources.onFailureQueueUrl, MessageBody }));
  const { first } = await doctor("missing-in-opensearch");
  expect(first).toMatchObject({ cause: "forwarder-fails", result: "failed" });
  expect(first?.how).toMatch(/^1 dead letters .* RetriesExhausted: made-up time-out/);
  expect(first?.remedy).toContain("npx logs replay local --from dead-letters");
  await logs("replay", "local", "--from", "dead-letters", "--yes", "--wait");
  expect(await resultOf("missing-in-opensearch", "forwarder-fails")).toBe("verified");
});

const ALARM = alarmName("local", "parking-age");

test("alarm-did-not-come: an alarm that treats missing data otherwise is the first finding", async () => {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [ALARM] }));
  const before = MetricAlarms?.[0] as PutMetricAlarmCommandInput;
  undo = () => cloudWatch.send(new PutMetricAlarmCommand(before));
  await cloudWatch.send(new PutMetricAlarmCommand({ ...before, TreatMissingData: "ignore" }));
  const { first } = await doctor("alarm-did-not-come");
  expect(first).toMatchObject({ cause: "alarm-missing-data", result: "failed" });
  expect(first?.how).toBe(`the alarm ${ALARM} treats missing data as ignore, expected notBreaching`);
  await undo();
  undo = undefined;
  expect(await resultOf("alarm-did-not-come", "alarm-missing-data")).toBe("verified");
});

test("alarm-did-not-come: an alarm that is in state ALARM already is the first finding, until it is OK", async () => {
  const set = (StateValue: "ALARM" | "OK") =>
    cloudWatch.send(new SetAlarmStateCommand({ AlarmName: ALARM, StateValue, StateReason: "a test" }));
  undo = () => set("OK");
  await set("ALARM");
  let found = await doctor("alarm-did-not-come", "--since", now());
  // CloudWatch has the time of the change in whole seconds.
  while (found.first?.result !== "failed") found = await doctor("alarm-did-not-come", "--since", now());
  expect(found.first).toMatchObject({ cause: "alarm-already-on" });
  expect(found.conclusion).toMatch(
    /the alarm parking-age is in state ALARM since [^;]*, and does not notify again/,
  );
  expect(found.first.remedy).toContain("npx logs explain local ");
  await undo();
  undo = undefined;
  const { findings } = await doctor("alarm-did-not-come", "--since", now());
  expect(findings.find(({ cause }) => cause === "alarm-already-on")?.how).not.toContain("parking-age");
});

describe("doctor line", () => {
  test("follows a line from the log file to every sink, by its text and by its id at each", async () => {
    const mark = `followed-${randomUUID()}`;
    const folder = mkdtempSync(join(tmpdir(), "logs-"));
    try {
      await write("application", { level: "ERROR", message: mark, logger: "inventorysync.api" });
      writeFileSync(join(folder, "application.log"), `first\n{"message":"${mark}"}\n`);
      const follow = (text: string) => logs("doctor", "local", "line", text, "--log-dir", folder);
      let { stdout } = await follow(mark);
      while (!stdout.startsWith("The line arrived at OpenSearch, Sentry, and Datadog\n"))
        ({ stdout } = await follow(mark));
      expect(stdout).toContain(`✔ log file: ${join(folder, "application.log")}, line 2\n`);
      const [, document = ""] = /OpenSearch: arrived, with the id (\S+)/.exec(stdout) ?? [];
      const [, issue = ""] = /Sentry: arrived, with the id (\S+)/.exec(stdout) ?? [];
      const [, event = ""] = /Datadog: arrived, with the id (\S+)/.exec(stdout) ?? [];
      for (const id of [document, issue, event])
        expect(await follow(id)).toMatchObject({
          exitCode: 0,
          stdout: expect.stringContaining(mark) as string,
        });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("names the log group if its subscription filter is gone", async () => {
    const mark = `unsubscribed-${randomUUID()}`;
    await withoutSubscription(cloudWatchLogs, logGroupName("local", "audit"), async () => {
      await write("audit", { level: "INFO", message: mark });
      const { stdout, exitCode } = await logs("doctor", "local", "line", mark);
      expect(stdout).toMatch(
        /^The line stopped in the log group: the log group has no subscription filter, so no forwarder receives its lines\n/,
      );
      expect(stdout).toContain("– Sentry: filtered: the audit log is not for Sentry");
      expect(exitCode).toBe(1);
    });
  });

  test("names the host if the line is only in its log file", async () => {
    const mark = `host-${randomUUID()}`;
    const folder = mkdtempSync(join(tmpdir(), "logs-"));
    try {
      writeFileSync(join(folder, "audit.log"), `{"message":"${mark}"}\n`);
      const { stdout, exitCode } = await logs("doctor", "local", "line", mark, "--log-dir", folder);
      expect(stdout).toMatch(
        /^The line stopped on the host: it is in .*audit\.log, and in no log group since/,
      );
      expect(stdout).toContain(
        "remedy: look at the CloudWatch agent: npx logs doctor local missing-in-opensearch --hosts",
      );
      expect(exitCode).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("prints no secret of the line", async () => {
    const address = ["jo", "example.com"].join("@");
    const mark = `secret-${randomUUID()}`;
    await write("application", { level: "ERROR", message: `${mark} by ${address}` });
    const { stdout } = await logs("doctor", "local", "line", mark);
    expect(stdout).toContain(`${mark} by [redacted:email`);
    expect(stdout).not.toContain(address);
  });
});

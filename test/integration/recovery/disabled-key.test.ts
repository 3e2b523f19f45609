/**
 * The drill of docs/disaster-recovery.md, "A key is disabled": the key of forwarding is disabled while lines arrive, and
 * enabled again. Nothing but the log groups has these lines.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { functionLogGroupName, logGroupName, secretName } from "../../../catalog";
import { loadEnvironment } from "../../../config";
import { awsClientConfig } from "../../../local/aws-client-config";
import { Supervisor } from "../../../local/process";
import { operatorVariables } from "../../../local/startup/operator-variables";
import { findPython } from "../../../local/startup/python";
import { findDeliveryResources } from "../../../ops/parking/delivery-resources";
import { runLogs } from "../../fixtures/run-logs";
import { runProgram } from "../../fixtures/run-program";
import { installAwsCli } from "../aws-cli";
import { withFunctionVariables } from "../function-variables";
import { platformEndpoints } from "../platform-endpoints";

const HOUR_MS = 3_600_000;
/** Hours before those of other tests. */
const START = Date.now() - 250 * HOUR_MS;
const WINDOW = [START - HOUR_MS, START + HOUR_MS].map((time) => new Date(time).toISOString());
const [SINCE = "", UNTIL = ""] = WINDOW;
const LINES = 3;
/** Lambda's first attempt and its two retries. */
const ATTEMPTS = 3;

const platform = platformEndpoints();
const clientConfig = awsClientConfig(platform);
const cloudWatchLogs = new CloudWatchLogsClient(clientConfig);
const lambda = new LambdaClient(clientConfig);
const sqs = new SQSClient(clientConfig);
const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
const group = { logGroupName: logGroupName("local", "performance"), logStreamName: `key-${randomUUID()}` };
let supervisor: Supervisor;
let folder: string;

const logs = (...args: readonly string[]) => runLogs(platform, args);
const reconcile = () => logs("reconcile", "local", "--since", SINCE, "--until", UNTIL, "--settling", "0s");

// The AWS CLI needs Python.
const ifInstallable = findPython() === undefined ? describe.skip : describe;
ifInstallable("a disabled key", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inventorysync-disabled-key-"));
    supervisor = new Supervisor();
    await installAwsCli(supervisor, folder);
    await cloudWatchLogs.send(new CreateLogStreamCommand(group));
  });
  afterAll(async () => {
    for (const client of [cloudWatchLogs, lambda, sqs, s3]) client.destroy();
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  test("stops the delivery, and once it is enabled, `resend` brings back what only the log group has", async () => {
    const { pipelines } = await findDeliveryResources({ s3, sqs, lambda }, loadEnvironment("local"));
    const keyId = await forwardingKey();
    const start = Date.now();
    // The forwarder reads its secrets once in each execution environment.
    const inNewEnvironment = (work: () => Promise<void>) =>
      withFunctionVariables(lambda, [pipelines[0]?.forwarderArn ?? ""], { STARTED_AT: randomUUID() }, work);

    kms("disable-key", keyId);
    try {
      await inNewEnvironment(async () => {
        await writeLines();
        while ((await failedAttempts(start)) < ATTEMPTS) await wait(250);
      });
    } finally {
      kms("enable-key", keyId);
    }

    const { stdout, exitCode } = await reconcile();
    expect(exitCode).toBe(1);
    // The domain needs no secret. (The local one has a password, which another key encrypts.)
    expect(stdout).not.toContain("not at OpenSearch");
    expect(stdout).toContain(`UNEXPLAINED: ${LINES} events of the performance log: not at Datadog`);
    expect((await logs("dead-letters", "local")).stdout).not.toMatch(/performance/);

    const [, command = ""] = /bring them back: npx logs (resend .* --sink datadog .*)$/m.exec(stdout) ?? [];
    expect(await logs(...command.split(" "), "--yes")).toMatchObject({ exitCode: 0 });
    const recovered = await reconcile();
    expect(recovered.stdout).toMatch(/\nclean: every difference is explained\n$/);
    expect(recovered.exitCode).toBe(0);
  });
});

/** The key of the Forwarding stack, by a secret that it encrypts. */
async function forwardingKey(): Promise<string> {
  const client = new SecretsManagerClient(clientConfig);
  const { KmsKeyId = "" } = await client.send(
    new DescribeSecretCommand({ SecretId: secretName("local", "redaction-key") }),
  );
  client.destroy();
  expect(KmsKeyId).toMatch(/:key\//);
  return KmsKeyId;
}

function kms(command: "disable-key" | "enable-key", keyId: string): void {
  const { status, stderr } = runProgram(join(folder, "aws"), ["kms", command, "--key-id", keyId], {
    env: { PATH: "/usr/bin:/bin", HOME: folder, ...operatorVariables(platform) },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

async function writeLines(): Promise<void> {
  const logEvents = Array.from({ length: LINES }, (_, line) => ({
    message: JSON.stringify({ level: "INFO", message: `line ${line}` }),
    timestamp: START + line,
  }));
  await cloudWatchLogs.send(new PutLogEventsCommand({ ...group, logEvents }));
}

async function failedAttempts(since: number): Promise<number> {
  const { events = [] } = await cloudWatchLogs.send(
    new FilterLogEventsCommand({
      logGroupName: functionLogGroupName("local", "forwarder"),
      startTime: since,
    }),
  );
  // Each attempt writes one report.
  return events
    .map(({ message = "" }) => message)
    .filter((message) => message.includes('"service":"forwarder"') && message.includes("DecryptionFailure"))
    .length;
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { logGroupName, LOGS, secretName, stackName } from "../../catalog";
import { checkOut, commitOf } from "../../ops/diff/sides/git-checkout";
import { awsClientConfig } from "../../local/aws-client-config";
import { runProgram } from "../fixtures/run-program";
import { platformEndpoints } from "./platform-endpoints";
import { cdkDeploy, cdkDestroy, type CdkTarget } from "./run-cdk";

const ENVIRONMENT = "update";
const CHECKOUT = join(__dirname, "../..");
/** Without a search engine: the emulator's domain is none that keeps documents. */
const CONFIGURATION = {
  environment: ENVIRONMENT,
  account: "000000000000",
  region: "us-east-1",
  deletionProtection: false,
  search: { kind: "none" },
  sentry: {},
  datadog: {},
  forwarding: { reservedConcurrency: 1 },
  audit: { trail: "existing" },
};
const STACKS = ["Storage", "Forwarding", "Monitoring", "Access"];

const clientConfig = awsClientConfig(platformEndpoints());
const cloudFormation = new CloudFormationClient(clientConfig);
const cloudWatchLogs = new CloudWatchLogsClient(clientConfig);
const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
const secretsManager = new SecretsManagerClient(clientConfig);
const sqs = new SQSClient(clientConfig);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inventorysync-redeployment-"));
  await writeFile(join(folder, "update.ts"), `export default ${JSON.stringify(CONFIGURATION)}`);
});

afterAll(async () => {
  // Other tests list the alarms of the account.
  cdkDestroy(targetOf(join(folder, "after")));
  for (const client of [cloudFormation, cloudWatchLogs, s3, secretsManager, sqs]) client.destroy();
  await rm(folder, { recursive: true });
});

test("a deployment over the version before keeps every log event, parked object, message, secret and key", async () => {
  deploy(synthesize(await versionBefore(), "before"));
  const before = await physicalIds();
  const written = await writeData(before);

  deploy(synthesize(CHECKOUT, "after"));

  const after = await physicalIds();
  expect(after).toMatchObject(onlyData(before));
  expect(await readData(after)).toEqual(written);
});

/**
 * A folder with the version before: the commit of `BASE_REF`, or else the parent commit. A checkout without history is
 * its own version before, so a repeated deployment is tested there.
 */
async function versionBefore(): Promise<string> {
  const commit = await commitOf(process.env["BASE_REF"] ?? "HEAD~1", CHECKOUT);
  if (commit === undefined) return CHECKOUT;
  const source = join(folder, "source");
  await checkOut(commit, CHECKOUT, source, () => undefined);
  return source;
}

function synthesize(checkout: string, name: string): string {
  const assembly = join(folder, name);
  const cdk = createRequire(join(checkout, "package.json")).resolve("aws-cdk/bin/cdk");
  const context = ["--context", `config=${join(folder, "update.ts")}`];
  const { status, stderr } = runProgram(
    process.execPath,
    [cdk, "synth", "--quiet", "--output", assembly, ...context],
    {
      cwd: checkout,
      env: { ...process.env, CDK_VALIDATION: "false" },
    },
  );
  if (status !== 0) throw new Error(`${checkout} does not synthesize:\n${stderr}`);
  return assembly;
}

function targetOf(assembly: string): CdkTarget {
  return { stacks: `${ENVIRONMENT}/*`, assembly, home: folder };
}

function deploy(assembly: string): void {
  const { status, output } = cdkDeploy(targetOf(assembly), "--method", "direct", "--concurrency", "4");
  if (status !== 0)
    throw new Error(`the deployment of ${assembly} failed:
${output}`);
}

/** The physical ids of the deployed resources by `stack/logical id: type`. */
async function physicalIds(): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const stack of STACKS)
    for await (const page of paginateListStackResources(
      { client: cloudFormation },
      { StackName: stackName(ENVIRONMENT, stack) },
    ))
      for (const {
        LogicalResourceId = "",
        ResourceType = "",
        PhysicalResourceId = "",
      } of page.StackResourceSummaries ?? [])
        ids[`${stack}/${LogicalResourceId}: ${ResourceType}`] = PhysicalResourceId;
  return ids;
}

const DATA_TYPES = [
  "Logs::LogGroup",
  "S3::Bucket",
  "SQS::Queue",
  "SecretsManager::Secret",
  "KMS::Key",
  "SNS::Topic",
];

function onlyData(ids: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ids).filter(([key]) => DATA_TYPES.some((type) => key.endsWith(`: AWS::${type}`))),
  );
}

const DSN = "https://key@sentry.example/1";
const TEXT = "written before the update";

/** Writes data of every kind, and returns what `readData` has to return afterwards. */
async function writeData(ids: Readonly<Record<string, string>>) {
  for (const { id } of LOGS) {
    const stream = streamOf(id);
    await cloudWatchLogs.send(new CreateLogStreamCommand(stream));
    const logEvents = [{ message: TEXT, timestamp: Date.now() }];
    await cloudWatchLogs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  }
  await s3.send(new PutObjectCommand({ ...parkedObject(ids), Body: TEXT }));
  await sqs.send(new SendMessageCommand({ QueueUrl: deadLetters(ids), MessageBody: TEXT }));
  const SecretId = secretName(ENVIRONMENT, "sentry-dsn");
  await secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: DSN }));
  return {
    events: Object.fromEntries(LOGS.map(({ id }) => [id, [TEXT]])),
    object: TEXT,
    messages: [TEXT],
    dsn: DSN,
    redactionKey: await secretValue("redaction-key"),
  };
}

async function readData(ids: Readonly<Record<string, string>>) {
  const object = await s3.send(new GetObjectCommand(parkedObject(ids)));
  const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl: deadLetters(ids) }));
  return {
    events: Object.fromEntries(
      await Promise.all(LOGS.map(async ({ id }) => [id, await messagesOf(id)] as const)),
    ),
    object: await object.Body?.transformToString(),
    messages: received.Messages?.map(({ Body }) => Body),
    dsn: await secretValue("sentry-dsn"),
    redactionKey: await secretValue("redaction-key"),
  };
}

function streamOf(log: (typeof LOGS)[number]["id"]) {
  return { logGroupName: logGroupName(ENVIRONMENT, log), logStreamName: "before-the-update" };
}

async function messagesOf(log: (typeof LOGS)[number]["id"]) {
  const { events = [] } = await cloudWatchLogs.send(
    new GetLogEventsCommand({ ...streamOf(log), startFromHead: true }),
  );
  return events.map(({ message }) => message);
}

async function secretValue(id: "redaction-key" | "sentry-dsn"): Promise<string | undefined> {
  const SecretId = secretName(ENVIRONMENT, id);
  return (await secretsManager.send(new GetSecretValueCommand({ SecretId }))).SecretString;
}

function parkedObject(ids: Readonly<Record<string, string>>) {
  return {
    Bucket: only(ids, /^Forwarding\/ForwardingParkingBucket\w+: AWS::S3::Bucket$/),
    Key: "kept/by-the-update",
  };
}

/** The URL of the queue of failed invocations. */
function deadLetters(ids: Readonly<Record<string, string>>): string {
  return only(ids, /^Forwarding\/ForwardingOnFailureQueue\w+: AWS::SQS::Queue$/);
}

function only(ids: Readonly<Record<string, string>>, key: RegExp): string {
  const found = Object.entries(ids).filter(([name]) => key.test(name));
  if (found.length !== 1 || !found[0])
    throw new Error(`${String(found.length)} resources match ${String(key)}, expected 1`);
  return found[0][1];
}

import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { InvokeCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectRetentionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  archiveBucketName,
  archivedLogPrefix,
  archiveSigningKeyAlias,
  functionLogGroupName,
  logGroupName,
  MANIFESTS_PREFIX,
} from "../../../catalog";
import { createArchiveReader, type StoredVersion } from "../../../lambda/archive-manifest/archive-reader";
import { createHandler } from "../../../lambda/archive-manifest/handler";
import { HOUR_MS } from "../../../lambda/archive-manifest/manifest";
import { awsClientConfig } from "../../../local/aws-client-config";
import type { ChainBreak } from "../../../ops/archive/chain-break";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

interface VerifyReport {
  readonly ok: boolean;
  readonly manifests: number;
  readonly objects: number;
  readonly broken?: ChainBreak;
}

const platform = platformEndpoints();
const logs = new CloudWatchLogsClient(awsClientConfig(platform));
const lambda = new LambdaClient(awsClientConfig(platform));
const kms = new KMSClient(awsClientConfig(platform));
const s3 = new S3Client({ ...awsClientConfig(platform), forcePathStyle: true });
const Bucket = archiveBucketName("local", platform.aws.accountId);
const archive = createArchiveReader(s3, Bucket);
const AUDIT = logGroupName("local", "audit");
const LINES = 40;
const run = randomUUID();
/** Made up, and no identifier that a detector would find by itself. */
const password = `pw-${randomUUID()}`;
let objects: readonly StoredVersion[];

beforeAll(async () => {
  await writeAuditLines();
  objects = await archivedObjects();
  await writeManifests();
});
afterAll(() => {
  for (const client of [logs, lambda, kms, s3]) client.destroy();
});

async function writeAuditLines(): Promise<void> {
  const logStreamName = `inventorysync-archive/${run}`;
  await logs.send(new CreateLogStreamCommand({ logGroupName: AUDIT, logStreamName }));
  const now = Date.now();
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: AUDIT,
      logStreamName,
      logEvents: Array.from({ length: LINES }, (_, index) => ({
        timestamp: now + index,
        message: JSON.stringify({
          level: "INFO",
          logger: "inventorysync.audit",
          message: `archived ${run} ${index}`,
          password,
        }),
      })),
    }),
  );
}

/** The archived lines of this run, with the ids of their events. */
async function archivedLines(): Promise<readonly string[]> {
  const versions = await archive.listVersions(archivedLogPrefix("audit"));
  const bodies = await Promise.all(versions.map((version) => archive.read(version)));
  return bodies
    .flatMap((body) => gunzipSync(body).toString().split("\n"))
    .filter((line) => line.includes(run));
}

async function archivedObjects(): Promise<readonly StoredVersion[]> {
  for (;;) {
    if ((await archivedLines()).length >= LINES) return archive.listVersions(archivedLogPrefix("audit"));
    await sleep(500);
  }
}

/** The deployed function closes complete hours only; the next two are closed by the same code with a later clock. */
async function writeManifests(): Promise<void> {
  await invokeManifestFunction();
  for (const hours of [1, 2]) {
    const handler = createHandler({
      environment: "local",
      retentionYears: 1,
      archive,
      putNewObject: (Key, Body) =>
        s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: "*" })).then(),
      sign: async (Message) => {
        const { Signature = new Uint8Array() } = await kms.send(
          new SignCommand({
            KeyId: `alias/${archiveSigningKeyAlias("local")}`,
            Message,
            MessageType: "DIGEST",
            SigningAlgorithm: "ECDSA_SHA_256",
          }),
        );
        return Signature;
      },
      now: () => Date.now() + hours * HOUR_MS,
      report: () => undefined,
    });
    await withoutBucketPolicy(() => handler({}, { getRemainingTimeInMillis: () => 600_000 }));
  }
}

async function invokeManifestFunction(): Promise<readonly string[]> {
  const group = functionLogGroupName("local", "archive-manifest");
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    const found = Functions.find(({ LoggingConfig }) => LoggingConfig?.LogGroup === group);
    if (!found) continue;
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: found.FunctionName, Payload: "{}" }),
    );
    const answer = Buffer.from(Payload ?? []).toString();
    if (FunctionError !== undefined) throw new Error(answer);
    return JSON.parse(answer) as readonly string[];
  }
  throw new Error(`no function writes to ${group}`);
}

/** As an administrator would who wants to change the archive: the policy denies writing to everybody else. */
async function withoutBucketPolicy<Result>(use: () => Promise<Result>): Promise<Result> {
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  try {
    return await use();
  } finally {
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
}

async function verify(
  ...args: readonly string[]
): Promise<VerifyReport & { readonly exitCode: number | null }> {
  const { stdout, stderr, exitCode } = await runLogs(platform, ["verify", "local", "--json", ...args]);
  if (stdout === "") throw new Error(stderr);
  return { ...(JSON.parse(stdout) as VerifyReport), exitCode };
}

test("every event of the log group is in the archive, and none has its secret", async () => {
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: AUDIT, logStreamNames: [`inventorysync-archive/${run}`] }),
  );
  const archived = await archivedLines();
  const ids = archived.map(
    (line) => (JSON.parse(line) as { cloudwatch: { event_id: string } }).cloudwatch.event_id,
  );
  expect(events).toHaveLength(LINES);
  expect(new Set(ids)).toEqual(new Set(events.map(({ eventId }) => eventId)));
  expect(archived.filter((line) => line.includes(password))).toEqual([]);
});

test("an archived object is locked for a year", async () => {
  const { Retention } = await s3.send(
    new GetObjectRetentionCommand({ Bucket, Key: objects[0]?.key, VersionId: objects[0]?.versionId }),
  );
  const days = ((Retention?.RetainUntilDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(Retention?.Mode).toBe("GOVERNANCE");
  expect(Math.round(days)).toBe(366);
});

test("Object Lock denies the deletion of the version", async () => {
  const { key, versionId } = objects[0] ?? {};
  await expect(
    s3.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId })),
  ).rejects.toMatchObject({ name: "AccessDenied" });
});

test("logs verify proves the archive", async () => {
  const report = await verify();
  expect(report).toMatchObject({ ok: true, exitCode: 0 });
  expect(report.manifests).toBeGreaterThanOrEqual(3);
  expect(report.objects).toBeGreaterThan(0);
});

test("logs verify names an object that was overwritten, and the version with the original", async () => {
  const { key = "", versionId = "" } = objects[0] ?? {};
  await withoutBucketPolicy(() => s3.send(new PutObjectCommand({ Bucket, Key: key, Body: "changed" })));
  const { broken, exitCode } = await verify("--since", "2h");
  expect({ broken, exitCode }).toEqual({
    exitCode: 1,
    broken: {
      kind: "object changed",
      key,
      detail: `it was overwritten; the original is the version ${versionId}`,
    },
  });
  const original = await archive.read({ key, versionId });
  expect(createHash("sha256").update(original).digest("hex")).toBe(await archive.hash({ key, versionId }));
});

test("logs verify names a manifest that was overwritten", async () => {
  const [first] = await archive.listVersions(MANIFESTS_PREFIX);
  const Key = first?.key;
  await withoutBucketPolicy(() => s3.send(new PutObjectCommand({ Bucket, Key, Body: "{}" })));
  expect((await verify()).broken).toMatchObject({ kind: "manifest changed", key: Key });
});

import { Match } from "aws-cdk-lib/assertions";
import { ARCHIVED_LOGS, roleName } from "../../../catalog";
import { grantsOf } from "../../fixtures/grants";
import { resources, shippedConfig, synthesize, synthesizeWith } from "../../fixtures/stacks";

const production = synthesize("production");
const { Archive } = production.templates;
/** The actions of a role, without those that every function has for its log and its traces. */
const actionsOf = (role: Parameters<typeof roleName>[1]) =>
  [...new Set(grantsOf(production, roleName("production", role)).map(({ action }) => action))].filter(
    (action) => !/^(?:logs|xray):/.test(action),
  );
const bucketStatements = () =>
  resources(production, "AWS::S3::BucketPolicy")
    .filter(({ id }) => id.startsWith("Archive/ArchiveBucketPolicy"))
    .flatMap(
      ({ Properties }) =>
        (Properties?.["PolicyDocument"] as { readonly Statement: readonly Record<string, unknown>[] })
          .Statement,
    );

test("the bucket locks objects for three years in mode governance, is versioned, encrypted and logged", () => {
  Archive.hasResourceProperties("AWS::S3::Bucket", {
    BucketName: { "Fn::Join": ["", ["inventorysync-production-archive-", { Ref: "AWS::AccountId" }]] },
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 3 * 366 } },
    },
    VersioningConfiguration: { Status: "Enabled" },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: "aws:kms" }) },
      ],
    },
    LoggingConfiguration: Match.anyValue(),
  });
});

test("records move to cold storage after 90 days and expire with their lock; manifests do not", () => {
  const [bucket] = resources(production, "AWS::S3::Bucket").filter(({ id }) =>
    id.startsWith("Archive/ArchiveBucket"),
  );
  const { Rules } = bucket?.Properties?.["LifecycleConfiguration"] as {
    readonly Rules: readonly Record<string, unknown>[];
  };
  expect(Rules.filter((rule) => "ExpirationInDays" in rule)).toEqual(
    ["records/", "errors/"].map((Prefix): unknown =>
      expect.objectContaining({
        Prefix,
        ExpirationInDays: 3 * 366,
        Transitions: [{ StorageClass: "GLACIER_IR", TransitionInDays: 90 }],
      }),
    ),
  );
  expect(Rules.filter(({ Prefix }) => Prefix === undefined)).toEqual([
    { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: "Enabled" },
  ]);
});

test("mode and years follow the configuration", () => {
  const config = { ...shippedConfig("staging"), archive: { mode: "compliance" as const, retentionYears: 7 } };
  synthesizeWith(config).templates.Archive.hasResourceProperties("AWS::S3::Bucket", {
    ObjectLockConfiguration: {
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 7 * 366 } },
    },
  });
});

test("an environment without the setting has no archive", () => {
  expect(resources(synthesize("staging")).filter(({ id }) => id.startsWith("Archive/"))).toEqual([]);
});

test("the archiver has no access to the bucket, and may only put records", () => {
  expect(actionsOf("archiver").toSorted()).toEqual([
    "firehose:PutRecordBatch",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "secretsmanager:GetSecretValue",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
  ]);
});

test("Firehose may put objects, and neither read, list nor delete them", () => {
  expect(actionsOf("archive-delivery").toSorted()).toEqual([
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "s3:AbortMultipartUpload",
    "s3:GetBucketLocation",
    "s3:ListBucketMultipartUploads",
    "s3:PutObject",
  ]);
});

test("the function of the manifests may read, and write manifests only", () => {
  const grants = grantsOf(production, roleName("production", "archive-manifest"));
  const written = grants.filter(({ action }) => action === "s3:PutObject");
  expect(written.map(({ resource }) => resource)).toEqual([expect.stringMatching(/\/manifests\/\*$/)]);
  expect(actionsOf("archive-manifest").filter((action) => action.startsWith("s3:"))).toEqual([
    "s3:GetObjectVersion",
    "s3:ListBucketVersions",
    "s3:PutObject",
  ]);
});

test("nobody may delete an object of the archive or shorten its lock", () => {
  const allowed = bucketStatements()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => [Action].flat());
  expect(allowed.length).toBeGreaterThan(5);
  expect(allowed.filter((action) => /Delete|Bypass|Retention$/.test(String(action)))).toEqual([
    "s3:GetObjectRetention",
  ]);
});

test("the policy of the bucket denies unlocking to everybody, and writing to everybody but two roles", () => {
  const denied = bucketStatements().filter(({ Effect, Sid }) => Effect === "Deny" && Sid !== undefined);
  expect(denied).toEqual([
    expect.objectContaining({
      Sid: "DenyUnlocking",
      Principal: { AWS: "*" },
      Action: ["s3:BypassGovernanceRetention", "s3:PutObjectRetention"],
    }),
    expect.objectContaining({
      Sid: "DenyOtherWriters",
      Principal: { AWS: "*" },
      Action: "s3:PutObject",
      Condition: {
        ArnNotEquals: {
          "aws:PrincipalArn": ["DeliveryRole", "ManifestsFunctionRole"].map((id) => ({
            "Fn::GetAtt": [expect.stringMatching(new RegExp(`^${id}`)), "Arn"],
          })),
        },
      },
    }),
  ]);
});

test("only the function of the manifests may sign", () => {
  const signing = resources(production, "AWS::KMS::Key").flatMap(({ Properties }) =>
    JSON.stringify(Properties?.["KeyPolicy"])
      .split('"Sid":')
      .filter((statement) => statement.includes("kms:Sign")),
  );
  expect(signing).toEqual([expect.stringContaining("ManifestsFunctionRole")]);
  Archive.hasResourceProperties("AWS::KMS::Key", { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
});

test.each(ARCHIVED_LOGS)("the log %s has an encrypted Firehose stream and a subscription filter", (log) => {
  Archive.hasResourceProperties("AWS::KinesisFirehose::DeliveryStream", {
    DeliveryStreamName: `inventorysync-production-archive-${log}`,
    DeliveryStreamEncryptionConfigurationInput: { KeyType: "CUSTOMER_MANAGED_CMK" },
    ExtendedS3DestinationConfiguration: {
      CompressionFormat: "GZIP",
      Prefix: `records/log=${log}/dt=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/`,
    },
  });
  const filters = resources(production, "AWS::Logs::SubscriptionFilter").filter(({ id }) =>
    id.startsWith(`Archive/ArchiverSubscription${log}`),
  );
  expect(filters).toHaveLength(1);
});

test("no Firehose stream transforms records, so that none is stored before redaction", () => {
  for (const { Properties } of resources(production, "AWS::KinesisFirehose::DeliveryStream"))
    expect(Properties?.["ExtendedS3DestinationConfiguration"]).not.toHaveProperty("ProcessingConfiguration");
});

test("Athena computes the partitions, and has two saved queries", () => {
  Archive.hasResourceProperties("AWS::Glue::Table", {
    TableInput: Match.objectLike({
      Parameters: Match.objectLike({
        "projection.enabled": "true",
        "projection.log.values": "audit,security",
      }),
    }),
  });
  Archive.resourceCountIs("AWS::Athena::NamedQuery", 2);
});

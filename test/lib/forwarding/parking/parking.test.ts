import { Match } from "aws-cdk-lib/assertions";
import { SINK_NAMES } from "../../../../catalog";
import { productionIn, onlyResource, TOPOLOGIES } from "../../../fixtures/forwarding";
import { shippedConfig, synthesize, synthesizeWith } from "../../../fixtures/stacks";

const BUCKET = "AWS::S3::Bucket";
const PARKING = "ForwardingParkingBucket";
const NAME = { "Fn::Join": ["", ["inventorysync-production-parking-", { Ref: "AWS::AccountId" }]] };
const ARN = {
  "Fn::Join": ["", ["arn:aws:s3:::inventorysync-production-parking-", { Ref: "AWS::AccountId" }]],
};
const FROM_THE_BUCKET = {
  StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
  ArnEquals: { "aws:SourceArn": ARN },
};

describe.each(TOPOLOGIES)("the parking bucket in topology %s", (topology) => {
  const { Forwarding: template } = productionIn(topology).templates;
  const key = onlyResource(template, "AWS::KMS::Key").id;
  const bucket = onlyResource<BucketProperties>(template, BUCKET, PARKING);

  test("has a fixed name, and is retained", () => {
    expect(bucket).toMatchObject({
      Properties: { BucketName: NAME },
      DeletionPolicy: "RetainExceptOnCreate",
    });
  });

  test("encrypts every object with the stack's key", () => {
    expect(bucket.Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: "aws:kms",
            KMSMasterKeyID: { "Fn::GetAtt": [key, "Arn"] },
          },
        },
      ],
    });
  });

  test("and its access log bucket block public access and ACLs, and require TLS", () => {
    const buckets = Object.keys(template.findResources(BUCKET));
    expect(buckets).toHaveLength(2);
    template.allResourcesProperties(BUCKET, {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    template.resourceCountIs("AWS::S3::BucketPolicy", buckets.length);
    template.allResourcesProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Deny",
            Action: "s3:*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ]),
      },
    });
  });

  test("keeps old versions for a week, and no delete marker without them", () => {
    expect(bucket.Properties.VersioningConfiguration).toEqual({ Status: "Enabled" });
    expect(bucket.Properties.LifecycleConfiguration.Rules).toContainEqual({
      NoncurrentVersionExpiration: { NoncurrentDays: 7 },
      ExpiredObjectDeleteMarker: true,
      Status: "Enabled",
    });
  });

  test("writes server access logs, which are kept as long as the security log", () => {
    const accessLog = onlyResource<BucketProperties>(template, BUCKET, "ForwardingParkingServerAccessLogs");
    expect(bucket.Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: accessLog.id } });
    expect(accessLog.Properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 731, NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: "Enabled" },
    ]);
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      Bucket: { Ref: accessLog.id },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Condition: {
              ArnLike: { "aws:SourceArn": { "Fn::GetAtt": [bucket.id, "Arn"] } },
              StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
            },
          }),
        ]),
      },
    });
  });

  test("keeps parked objects longer than both queues, and quarantine as long as the longest log", () => {
    const days = Object.fromEntries(
      bucket.Properties.LifecycleConfiguration.Rules.map(({ Prefix, ExpirationInDays }) => [
        Prefix ?? "incomplete uploads",
        ExpirationInDays,
      ]),
    );
    expect(days).toEqual({
      "parked/": 30,
      "remainder/": 30,
      "aws/lambda/": 30,
      "quarantine/": 731,
      "incomplete uploads": undefined,
    });
  });

  test("notifies the replay queue of each sink of parked objects only", () => {
    const notifications = (bucket.Properties.NotificationConfiguration?.QueueConfigurations ?? []).map(
      ({ Event, Filter, Queue }) => [Event, Filter.S3Key.Rules, Queue["Fn::GetAtt"][0]],
    );
    const queue = (begins: string) => onlyResource(template, "AWS::SQS::Queue", begins).id;
    const ofSink = (sink: string) =>
      queue(`Forwarding${topology === "kinesis" ? `Pipeline${sink}` : ""}ReplayNotificationsQueue`);
    const objects = (prefix: string) => [{ Name: "prefix", Value: prefix }];
    expect(notifications).toEqual([
      ...SINK_NAMES.map((sink) => ["s3:ObjectCreated:*", objects(`parked/${sink}/`), ofSink(sink)]),
      ...(topology === "kinesis"
        ? [["s3:ObjectCreated:*", objects("aws/lambda/"), queue("ForwardingOnFailureQueue")]]
        : []),
    ]);
  });

  test("depends on the queues that it notifies and on their policies", () => {
    const notifications = (bucket.Properties.NotificationConfiguration?.QueueConfigurations ?? []).map(
      ({ Queue }) => Queue["Fn::GetAtt"][0],
    );
    const policies = Object.entries(template.findResources("AWS::SQS::QueuePolicy")).filter(
      ([, { Properties }]) =>
        (Properties as { Queues: { Ref: string }[] }).Queues.some(({ Ref }) => notifications.includes(Ref)),
    );
    expect(policies.length).toBe(new Set(notifications).size);
    expect(bucket.DependsOn).toEqual(expect.arrayContaining(policies.map(([id]) => id)));
    for (const [, { Properties }] of policies) {
      expect(
        (Properties as { PolicyDocument: { Statement: unknown[] } }).PolicyDocument.Statement,
      ).toContainEqual(
        expect.objectContaining({
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sqs:SendMessage",
          Condition: FROM_THE_BUCKET,
        }),
      );
    }
  });

  test("is the only bucket that may use the key for S3 event notifications", () => {
    template.hasResourceProperties("AWS::KMS::Key", {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Principal: { Service: "s3.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Condition: FROM_THE_BUCKET,
          }),
        ]),
      },
    });
  });

  test("needs no custom resource, and so no function of the CDK", () => {
    expect(JSON.stringify(template.toJSON())).not.toContain("Custom::");
  });
});

test("an unprotected environment has no server access logs, whose objects would prevent the deletion of the bucket", () => {
  const { Forwarding } = synthesize("development").templates;
  const bucket = onlyResource<BucketProperties>(Forwarding, BUCKET);
  expect(bucket.DeletionPolicy).toBe("Delete");
  expect(bucket.Properties).not.toHaveProperty("LoggingConfiguration");
});

test("quarantine is kept as long as the log with the longest retention", () => {
  const { Forwarding } = synthesizeWith({
    ...shippedConfig("staging"),
    retentionDays: { performance: 1827 },
  }).templates;
  const { LifecycleConfiguration } = onlyResource<BucketProperties>(Forwarding, BUCKET, PARKING).Properties;
  expect(LifecycleConfiguration.Rules).toContainEqual({
    Prefix: "quarantine/",
    ExpirationInDays: 1827,
    Status: "Enabled",
  });
});

interface BucketProperties {
  readonly VersioningConfiguration?: unknown;
  readonly BucketEncryption: unknown;
  readonly LoggingConfiguration?: unknown;
  readonly LifecycleConfiguration: {
    readonly Rules: readonly { readonly Prefix?: string; readonly ExpirationInDays?: number }[];
  };
  readonly NotificationConfiguration?: {
    readonly QueueConfigurations: readonly {
      readonly Event: string;
      readonly Queue: { readonly "Fn::GetAtt": readonly [string, string] };
      readonly Filter: { readonly S3Key: { readonly Rules: unknown } };
    }[];
  };
}

import { Match } from "aws-cdk-lib/assertions";
import { trailName } from "../../../catalog";
import { configWithSinks, resources, shippedConfig, synthesize, synthesizeWith } from "../../fixtures/stacks";

const { Storage } = synthesize("production").templates;
const ACCOUNT = { Ref: "AWS::AccountId" };
const TRAIL_ARN = {
  "Fn::Join": ["", ["arn:aws:cloudtrail:us-east-1:", ACCOUNT, ":trail/inventorysync-production-trail"]],
};
const createTrail = (name: string) => ({ ...shippedConfig(name), audit: { trail: "create" as const } });

test("the trail logs in all regions, encrypts its files with the environment's key and signs them", () => {
  Storage.hasResourceProperties("AWS::CloudTrail::Trail", {
    TrailName: trailName("production"),
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    KMSKeyId: { "Fn::GetAtt": [Match.stringLikeRegexp("^EncryptionKey"), "Arn"] },
  });
});

test("the trail records read and write management events, and every access to parked and archived objects", () => {
  Storage.hasResourceProperties("AWS::CloudTrail::Trail", {
    AdvancedEventSelectors: [
      { FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
      {
        FieldSelectors: [
          { Field: "eventCategory", Equals: ["Data"] },
          { Field: "resources.type", Equals: ["AWS::S3::Object"] },
          {
            Field: "resources.ARN",
            StartsWith: [
              { "Fn::Join": ["", ["arn:aws:s3:::inventorysync-production-parking-", ACCOUNT, "/"]] },
              { "Fn::Join": ["", ["arn:aws:s3:::inventorysync-production-archive-", ACCOUNT, "/"]] },
            ],
          },
        ],
      },
    ],
  });
});

test("without sinks the trail records management events only, because there is no parking bucket", () => {
  const bare = synthesizeWith({ ...configWithSinks("staging"), audit: { trail: "create" } });
  bare.templates.Storage.hasResourceProperties("AWS::CloudTrail::Trail", {
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }],
  });
});

test("the bucket is encrypted, versioned and private, keeps files as long as the audit log, and logs accesses", () => {
  Storage.hasResource("AWS::S3::Bucket", {
    Properties: {
      BucketName: { "Fn::Join": ["", ["inventorysync-production-trail-", ACCOUNT]] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: "aws:kms" }) },
        ],
      },
      VersioningConfiguration: { Status: "Enabled" },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            ExpirationInDays: 731,
            NoncurrentVersionExpiration: { NoncurrentDays: 731 },
            Status: "Enabled",
          }),
        ],
      },
      LoggingConfiguration: { DestinationBucketName: Match.anyValue() },
    },
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
  });
});

test("the bucket accepts only this trail, and only TLS", () => {
  Storage.hasResourceProperties("AWS::S3::BucketPolicy", {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        Match.objectLike({
          Action: "s3:GetBucketAcl",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
        }),
        Match.objectLike({
          Action: "s3:PutObject",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceArn": TRAIL_ARN, "s3:x-amz-acl": "bucket-owner-full-control" },
          },
        }),
      ],
    },
  });
});

test("the key admits only this trail", () => {
  Storage.hasResourceProperties("AWS::KMS::Key", {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: "kms:GenerateDataKey",
          Condition: {
            StringEquals: {
              "aws:SourceArn": TRAIL_ARN,
              "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL_ARN,
            },
          },
        }),
        Match.objectLike({
          Action: "kms:DescribeKey",
          Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
        }),
      ]),
    },
  });
});

test("the bucket policy exists before the trail, because CloudTrail tests its access", () => {
  const [policy = ""] = Object.keys(Storage.findResources("AWS::S3::BucketPolicy")).filter((id) =>
    id.startsWith("TrailBucketPolicy"),
  );
  Storage.hasResource("AWS::CloudTrail::Trail", { DependsOn: Match.arrayWith([policy]) });
});

test("without deletion protection, the bucket is deleted with its stack and has no server access logs", () => {
  const { Storage: unprotected } = synthesizeWith(createTrail("development")).templates;
  unprotected.resourceCountIs("AWS::S3::Bucket", 1);
  unprotected.hasResource("AWS::S3::Bucket", {
    Properties: { LoggingConfiguration: Match.absent() },
    DeletionPolicy: "Delete",
  });
});

test.each(["development", "staging", "local"])("%s uses the existing trail and creates nothing", (name) => {
  expect(resources(synthesize(name), "AWS::CloudTrail::Trail")).toEqual([]);
  synthesize(name).templates.Storage.resourceCountIs("AWS::S3::Bucket", 0);
});

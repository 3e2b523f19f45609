import { Duration, Stack } from "aws-cdk-lib";
import * as cloudtrail from "aws-cdk-lib/aws-cloudtrail";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { archiveBucketName, logById, parkingBucketName, trailBucketName, trailName } from "../../catalog";
import { archiveOf, type EnvironmentConfig, retentionDaysOf, sinksOf } from "../../config";
import { acknowledge, twinIds } from "../compliance";
import { acknowledgeEasyDeletion, acknowledgeNoReplication, PRIVATE_BUCKET } from "./private-bucket";
import { createServerAccessLogsBucket } from "./server-access-logs";
import { retainAlways } from "./removal-policies";

export interface TrailProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the log files. The key policy must admit CloudTrail for this trail. */
  readonly key: kms.IKey;
}

/**
 * The CloudTrail trail of an account that has none: who called which API, from where. It records all management events,
 * which include each read of a log group, and each access to an object of the parking bucket and of the audit archive. Without a trail,
 * EventBridge receives no API calls, and there are no tamper alerts.
 *
 * The trail covers all regions, because people can use the account in every region, and because IAM records its events
 * in one region only. AWS bills the second and each further copy of a management event in a region, and every data event:
 * set `audit.trail` to `existing` if the account has a trail. CloudTrail signs a digest of its log files every hour, so
 * that a deleted or changed file is detected.
 *
 * Sources: AWS CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", "Validating CloudTrail log file
 * integrity" and "Logging management events"; AWS CloudTrail pricing.
 */
export class Trail extends Construct {
  /** Absent without deletion protection. */
  readonly serverAccessLogsBucket: s3.IBucket | undefined;

  constructor(scope: Construct, id: string, { config, key }: TrailProps) {
    super(scope, id);

    const { environment, deletionProtection } = config;
    this.serverAccessLogsBucket = deletionProtection
      ? createServerAccessLogsBucket(this, "ServerAccessLogs", config)
      : undefined;
    const bucket = this.createBucket(config, key);
    this.allowCloudTrail(bucket, environment);
    const trail = new cloudtrail.CfnTrail(this, "Trail", {
      trailName: trailName(environment),
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelectors: this.eventSelectors(config),
    });
    // This includes the bucket policy: CloudTrail tests its access when it creates the trail.
    trail.node.addDependency(bucket);
    acknowledge(trail, [
      {
        ids: twinIds("CloudTrailCloudWatchLogsEnabled", "nist", "hipaa", "pci"),
        reason:
          "EventBridge raises the tamper alerts from the same events, and the log files are signed; a copy in a log group " +
          "would charge the ingestion of every API call of the account, and would need the same protection again",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
  }

  /** ARN of an environment's trail, for policies that must exist before the trail. */
  static arnOf(scope: Construct, environment: string): string {
    return Stack.of(scope).formatArn({
      service: "cloudtrail",
      resource: "trail",
      resourceName: trailName(environment),
    });
  }

  /** The log files are audit logs, so their retention is that of the audit log. */
  private createBucket(config: EnvironmentConfig, key: kms.IKey): s3.Bucket {
    const { environment, deletionProtection } = config;
    const retention = Duration.days(retentionDaysOf(config, logById("audit")));
    const bucket = new s3.Bucket(this, "Bucket", {
      bucketName: trailBucketName(environment, Stack.of(this).account),
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      versioned: true,
      ...PRIVATE_BUCKET,
      lifecycleRules: [{ expiration: retention, noncurrentVersionExpiration: retention }],
      ...(this.serverAccessLogsBucket && { serverAccessLogsBucket: this.serverAccessLogsBucket }),
      removalPolicy: retainAlways(deletionProtection),
    });
    acknowledgeNoReplication(bucket);
    if (!this.serverAccessLogsBucket) acknowledgeEasyDeletion(bucket, { versioned: true });
    return bucket;
  }

  private allowCloudTrail(bucket: s3.Bucket, environment: string): void {
    const { account } = Stack.of(this);
    const principals = [new iam.ServicePrincipal("cloudtrail.amazonaws.com")];
    const fromTrail = { "aws:SourceArn": Trail.arnOf(this, environment) };
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "AllowCloudTrailAclCheck",
        principals,
        actions: ["s3:GetBucketAcl"],
        resources: [bucket.bucketArn],
        conditions: { StringEquals: fromTrail },
      }),
    );
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "AllowCloudTrailWrite",
        principals,
        actions: ["s3:PutObject"],
        resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
        conditions: { StringEquals: { ...fromTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
      }),
    );
  }

  /**
   * Without sinks there is no parking bucket. Sources: AWS CloudTrail API Reference, "AdvancedFieldSelector"; AWS
   * CloudTrail User Guide, "Logging data events".
   */
  private eventSelectors(config: EnvironmentConfig): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
    const stack = Stack.of(this);
    const parking = stack.formatArn({
      service: "s3",
      region: "",
      account: "",
      resource: parkingBucketName(config.environment, stack.account),
    });
    const archive = stack.formatArn({
      service: "s3",
      region: "",
      account: "",
      resource: archiveBucketName(config.environment, stack.account),
    });
    const management = {
      name: "management events",
      fieldSelectors: [{ field: "eventCategory", equalTo: ["Management"] }],
    };
    const objects = {
      name: archiveOf(config)
        ? "objects of the parking bucket and the archive"
        : "objects of the parking bucket",
      fieldSelectors: [
        { field: "eventCategory", equalTo: ["Data"] },
        { field: "resources.type", equalTo: ["AWS::S3::Object"] },
        {
          field: "resources.ARN",
          startsWith: [`${parking}/`, ...(archiveOf(config) ? [`${archive}/`] : [])],
        },
      ],
    };
    return sinksOf(config).length === 0 ? [management] : [management, objects];
  }
}

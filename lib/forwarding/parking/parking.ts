import { Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import {
  FORWARDER_DEBUG_KEY,
  LAMBDA_FAILURES_PREFIX,
  LOGS,
  PARKED_RETENTION_DAYS,
  PARKED_PREFIX,
  PARKED_VERSION_RETENTION_DAYS,
  parkingBucketName,
  QUARANTINE_PREFIX,
  REMAINDER_PREFIX,
  type SinkName,
  UNDECODABLE_PREFIX,
} from "../../../catalog";
import { retentionDaysOf } from "../../../config";
import type { EnvironmentConfig } from "../../../config/schema";
import { acknowledge, wildcardFindingId } from "../../compliance";
import { grantKeyViaService } from "../grant-key-via-service";
import {
  acknowledgeEasyDeletion,
  acknowledgeNoReplication,
  PRIVATE_BUCKET,
} from "../../storage/private-bucket";
import { createServerAccessLogsBucket } from "../../storage/server-access-logs";
import { retainOnceDeployed } from "../../storage/removal-policies";

export interface ParkingProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the objects. The key policy must admit Amazon S3 for the event notifications of this bucket. */
  readonly key: kms.IKey;
}

/**
 * The parking bucket. It stores parked events, which the replay retries, and quarantined events, which nothing retries
 * automatically. Parking an event is one write: an S3 event notification for the new object puts a message on the
 * replay queue.
 *
 * The event notifications are a property of the bucket. The CDK's `addEventNotification` would set them with a custom
 * resource that has a function and permissions of its own. S3 rejects a notification that it may not send, so
 * CloudFormation must create the queues and their policies before the bucket. The bucket therefore has a fixed name,
 * which these policies can contain.
 *
 * Quarantined events are kept as long as the log of the environment with the longest retention, because they can come
 * from any log.
 */
export class Parking extends Construct {
  readonly bucket: s3.Bucket;
  /** Absent without deletion protection. */
  readonly serverAccessLogsBucket: s3.IBucket | undefined;
  private readonly arn: string;
  private readonly key: kms.IKey;
  private readonly queueConfigurations: s3.CfnBucket.QueueConfigurationProperty[] = [];

  constructor(scope: Construct, id: string, { config, key }: ParkingProps) {
    super(scope, id);

    const { environment, deletionProtection } = config;
    const serverAccessLogsBucket = deletionProtection
      ? createServerAccessLogsBucket(this, "ServerAccessLogs", config)
      : undefined;
    this.serverAccessLogsBucket = serverAccessLogsBucket;
    this.key = key;
    this.arn = Parking.arnOf(this, environment);
    this.bucket = new s3.Bucket(this, "Bucket", {
      bucketName: parkingBucketName(environment, Stack.of(this).account),
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: deletionProtection,
      ...PRIVATE_BUCKET,
      lifecycleRules: lifecycleRules(config),
      ...(serverAccessLogsBucket && { serverAccessLogsBucket }),
      removalPolicy: retainOnceDeployed(deletionProtection),
    });
    acknowledgeNoReplication(this.bucket);
    if (!deletionProtection) acknowledgeEasyDeletion(this.bucket, { versioned: false });
  }

  /** ARN of an environment's parking bucket, for policies that must exist before the bucket. */
  static arnOf(scope: Construct, environment: string): string {
    const stack = Stack.of(scope);
    const resource = parkingBucketName(environment, stack.account);
    return stack.formatArn({ service: "s3", region: "", account: "", resource });
  }

  /**
   * Puts a message on a queue for every new object under some prefixes. S3 also sends a test message (`s3:TestEvent`)
   * when the notification configuration is set or changed.
   */
  addEventNotifications(prefixes: readonly string[], queue: sqs.Queue): void {
    queue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "AllowS3EventNotifications",
        principals: [new iam.ServicePrincipal("s3.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [queue.queueArn],
        conditions: {
          StringEquals: { "aws:SourceAccount": Stack.of(this).account },
          ArnEquals: { "aws:SourceArn": this.arn },
        },
      }),
    );
    for (const prefix of prefixes) {
      this.queueConfigurations.push({
        event: "s3:ObjectCreated:*",
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: "prefix", value: prefix }] } },
      });
    }
    const bucket = this.bucket.node.defaultChild as s3.CfnBucket;
    bucket.notificationConfiguration = { queueConfigurations: this.queueConfigurations };
    // This includes the queue policy: S3 sends a test message when the notification is configured.
    this.bucket.node.addDependency(queue);
  }

  /** Lets a forwarder park events of some sinks, quarantine rejected events and undecodable input, and read its debug mode. */
  grantPark(role: iam.Role, sinks: readonly SinkName[]): void {
    this.allowObjects(
      role,
      ["s3:PutObject"],
      [...prefixesOf(PARKED_PREFIX, sinks), ...quarantinePrefixesOf(sinks)],
    );
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [role],
        actions: ["s3:GetObject"],
        resources: [this.bucket.arnForObjects(FORWARDER_DEBUG_KEY)],
      }),
    );
    this.allowKey(role);
  }

  /**
   * Lets a replay retry the parked events of some sinks. The replay may list the bucket because S3 otherwise answers
   * 403 instead of 404 for an object that was replayed and deleted before. Source: Amazon S3 API Reference,
   * "GetObject", permissions.
   */
  grantReplay(role: iam.Role, sinks: readonly SinkName[]): void {
    const parkedPrefixes = [...prefixesOf(PARKED_PREFIX, sinks), ...prefixesOf(REMAINDER_PREFIX, sinks)];
    this.allowObjects(role, ["s3:GetObject", "s3:DeleteObject"], parkedPrefixes);
    this.allowObjects(
      role,
      ["s3:PutObject"],
      [...prefixesOf(REMAINDER_PREFIX, sinks), ...quarantinePrefixesOf(sinks)],
    );
    this.allowListing(role);
    this.allowKey(role);
  }

  /**
   * This bucket as the on-failure destination of an event source mapping. Lambda writes the whole batch, with the role
   * of the failed function. Source: AWS Lambda Developer Guide, "Retain discarded batch records for a Kinesis Data
   * Streams event source in Lambda". The guide requires the permission of the role; whether Lambda would also accept one
   * in the bucket's policy could not be confirmed.
   */
  asOnFailureDestination(role: iam.Role): lambda.IEventSourceDlq {
    const objects = this.bucket.arnForObjects(`${LAMBDA_FAILURES_PREFIX}*`);
    role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:PutObject"], resources: [objects] }));
    acknowledge(role, [
      {
        ids: [wildcardFindingId(role, objects)],
        reason:
          "Lambda composes the name of the object from event source mapping, shard and time; the role may write under this " +
          "prefix, and neither read nor delete there",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
    this.allowListing(role);
    this.allowKey(role);
    return { bind: () => ({ destination: this.bucket.bucketArn }) };
  }

  /**
   * The policy of the bucket grants access to objects: it shows in one place who reads, writes and deletes under which
   * prefix. Source: Amazon S3 User Guide, "Bucket policies for Amazon S3": within an account, the grant of a bucket's policy
   * is enough.
   */
  private allowObjects(role: iam.Role, actions: readonly string[], prefixes: readonly string[]): void {
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [role],
        actions: [...actions],
        resources: prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`)),
      }),
    );
  }

  private allowListing(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }),
    );
  }

  private allowKey(role: iam.Role): void {
    grantKeyViaService("s3", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }
}

/**
 * Old versions exist with deletion protection only. They restore parked events that somebody deleted or overwrote; the
 * replay deletes an object once its events are delivered.
 */
function lifecycleRules(config: EnvironmentConfig): s3.LifecycleRule[] {
  const longest = Math.max(...LOGS.map((log) => retentionDaysOf(config, log)));
  return [
    ...(config.deletionProtection
      ? [
          {
            noncurrentVersionExpiration: Duration.days(PARKED_VERSION_RETENTION_DAYS),
            expiredObjectDeleteMarker: true,
          },
        ]
      : []),
    ...[PARKED_PREFIX, REMAINDER_PREFIX, LAMBDA_FAILURES_PREFIX].map((prefix) => ({
      prefix,
      expiration: Duration.days(PARKED_RETENTION_DAYS),
    })),
    { prefix: QUARANTINE_PREFIX, expiration: Duration.days(longest) },
    { abortIncompleteMultipartUploadAfter: Duration.days(1) },
  ];
}

function prefixesOf(prefix: string, sinks: readonly SinkName[]): string[] {
  return sinks.map((sink) => `${prefix}${sink}/`);
}

function quarantinePrefixesOf(sinks: readonly SinkName[]): string[] {
  return [...prefixesOf(QUARANTINE_PREFIX, sinks), UNDECODABLE_PREFIX];
}

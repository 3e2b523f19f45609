import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kinesis from "aws-cdk-lib/aws-kinesis";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type LogId, logGroupName, roleName } from "../../../catalog";
import { logsFor, sinksOf } from "../../../config";
import type { EnvironmentConfig } from "../../../config/schema";
import { acknowledge } from "../../compliance";
import { Role } from "../../permissions/role";
import { retainOnceDeployed } from "../../storage/removal-policies";
import { grantKeyViaService } from "../grant-key-via-service";
import type { SubscriptionDestination } from "./topology";

export interface LogEventStreamsProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the records. */
  readonly key: kms.IKey;
}

/**
 * The Kinesis data streams between log groups and forwarders, one for each log that a sink receives. IAM cannot limit a
 * reader to a part of a stream: with one stream for all logs, the forwarder of every sink could read the audit log before
 * redaction. Each record is one batch of CloudWatch Logs. A stream keeps a record for the configured retention, even
 * after all forwarders have read it.
 *
 * The streams are in on-demand mode, so their throughput needs no forecast. All readers of a shard share 2 MB per second,
 * twice the write limit of a shard. Three readers keep up because an on-demand stream scales out before its shards are
 * half full. Source: Amazon Kinesis Data Streams Developer Guide, "Choose the right mode to operate your streams".
 *
 * CloudWatch Logs writes with a role that it may assume only for the log groups of this environment. The CDK's
 * `KinesisDestination` would restrict the role to no source, and let it pass itself to any service.
 */
export class LogEventStreams extends Construct {
  private readonly streams: ReadonlyMap<LogId, kinesis.Stream>;
  private readonly role: iam.Role;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { config, key }: LogEventStreamsProps) {
    super(scope, id);

    this.key = key;
    this.streams = new Map(logsFor(sinksOf(config)).map(({ id }) => [id, this.createStream(id, config)]));
    this.role = this.createSubscriptionRole(config.environment);
  }

  /** @throws Error if no sink receives the log */
  streamOf(log: LogId): kinesis.IStream {
    const stream = this.streams.get(log);
    if (!stream) {
      throw new Error(
        `the log ${log} has no Kinesis data stream, because no sink receives it; those that have one: ${[...this.streams.keys()].join(", ")}`,
      );
    }
    return stream;
  }

  destinationOf(log: LogId): SubscriptionDestination {
    return {
      arn: this.streamOf(log).streamArn,
      role: this.role,
      // With the default, distribution by log stream, an application that writes one log stream would use one shard only.
      distribution: logs.Distribution.RANDOM,
      // CloudWatch Logs sends a test record when the filter is created, so the role and its policy must exist before.
      allowLogGroup: () => [this.role],
    };
  }

  /** Source: AWS Lambda Developer Guide, "Process Amazon Kinesis Data Streams records with Lambda", permissions. */
  grantRead(role: iam.Role, logs: readonly LogId[]): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
        ],
        resources: logs.map((log) => this.streamOf(log).streamArn),
      }),
    );
    grantKeyViaService("kinesis", role, this.key, ["kms:Decrypt"]);
  }

  private createStream(log: LogId, { deletionProtection, forwarding }: EnvironmentConfig): kinesis.Stream {
    const stream = new kinesis.Stream(this, perLogId("Stream", log), {
      streamMode: kinesis.StreamMode.ON_DEMAND,
      encryption: kinesis.StreamEncryption.KMS,
      encryptionKey: this.key,
      retentionPeriod: Duration.hours(forwarding.kinesis.retentionHours),
      removalPolicy: retainOnceDeployed(deletionProtection),
    });
    acknowledge(stream, [
      {
        ids: ["AwsSolutions-KDS3"],
        reason:
          "the rule recommends the AWS managed key to save calls to AWS KMS, but the policy of that key cannot be " +
          "changed; the records are log events before redaction, so a customer-managed key controls who reads them",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
    return stream;
  }

  /**
   * Sources: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters" and "Confused deputy prevention";
   * Amazon Kinesis Data Streams Developer Guide, "Permissions to use user-generated KMS keys".
   */
  private createSubscriptionRole(environment: string): iam.Role {
    const { account } = Stack.of(this);
    const role = new Role(this, "SubscriptionRole", {
      roleName: roleName(environment, "subscriptions"),
      description: `lets CloudWatch Logs write the Kinesis data streams of ${environment}`,
      assumedBy: new iam.ServicePrincipal("logs.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: {
            "aws:SourceArn": [...this.streams.keys()].flatMap((log) => this.groupArns(environment, log)),
          },
        },
      }),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
        resources: [...this.streams.values()].map(({ streamArn }) => streamArn),
      }),
    );
    grantKeyViaService("kinesis", role, this.key, ["kms:GenerateDataKey"]);
    return role;
  }

  /** CloudWatch Logs uses the ARN of a log group with `:*` at its end in some places, and without it in others. */
  private groupArns(environment: string, log: LogId): string[] {
    const arn = Stack.of(this).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: logGroupName(environment, log),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return [arn, `${arn}:*`];
  }
}

/**
 * The id of a construct that exists for each log. Environments were once deployed with one stream for all logs. The
 * stream of `application` has the id of that stream, so that an update leaves no record in it unread.
 */
export function perLogId(id: string, log: LogId): string {
  return log === "application" ? id : `${id}-${log}`;
}

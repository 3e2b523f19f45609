import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kinesis from "aws-cdk-lib/aws-kinesis";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct, type IDependable } from "constructs";
import { type LogId, logGroupName, LOGS, roleName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config/schema";
import { acknowledge } from "../../compliance";
import { Role } from "../../permissions/role";
import { grantKeyViaService } from "../grant-key-via-service";
import type { SubscriptionDestination } from "./topology";
import { retainOnceDeployed } from "../../storage/removal-policies";

export interface LogEventStreamProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the records. */
  readonly key: kms.IKey;
}

/**
 * The Kinesis data stream between log groups and forwarders. Each record is one batch of CloudWatch Logs. The stream
 * keeps a record for the configured retention, even after all forwarders have read it.
 *
 * The stream is in on-demand mode, so its throughput needs no forecast. All readers of a shard share 2 MB per second,
 * twice the write limit of a shard. Three readers keep up because an on-demand stream scales out before its shards are
 * half full. Source: Amazon Kinesis Data Streams Developer Guide, "Choose the right mode to operate your streams".
 *
 * CloudWatch Logs writes with a role that it may assume only for the log groups of this environment. The CDK's
 * `KinesisDestination` would restrict the role to no source, and let it pass itself to any service.
 */
export class LogEventStream extends Construct implements SubscriptionDestination {
  readonly stream: kinesis.Stream;
  readonly arn: string;
  readonly role: iam.Role;
  /**
   * With the default, distribution by log stream, an application that writes one log stream would use one shard only.
   */
  readonly distribution = logs.Distribution.RANDOM;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { config, key }: LogEventStreamProps) {
    super(scope, id);

    const { environment, deletionProtection, forwarding } = config;
    const stream = new kinesis.Stream(this, "Stream", {
      streamMode: kinesis.StreamMode.ON_DEMAND,
      encryption: kinesis.StreamEncryption.KMS,
      encryptionKey: key,
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
    this.stream = stream;
    this.arn = stream.streamArn;
    this.key = key;
    this.role = this.createSubscriptionRole(environment);
  }

  /** CloudWatch Logs sends a test record when the filter is created, so the role and its policy must exist before. */
  allowLogGroup(): readonly IDependable[] {
    return [this.role];
  }

  /** Source: AWS Lambda Developer Guide, "Process Amazon Kinesis Data Streams records with Lambda", permissions. */
  grantRead(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
        ],
        resources: [this.arn],
      }),
    );
    grantKeyViaService("kinesis", role, this.key, ["kms:Decrypt"]);
  }

  /**
   * Sources: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters" and "Confused deputy prevention";
   * Amazon Kinesis Data Streams Developer Guide, "Permissions to use user-generated KMS keys".
   */
  private createSubscriptionRole(environment: string): iam.Role {
    const { account } = Stack.of(this);
    const role = new Role(this, "SubscriptionRole", {
      roleName: roleName(environment, "subscriptions"),
      description: `lets CloudWatch Logs write the Kinesis data stream of ${environment}`,
      assumedBy: new iam.ServicePrincipal("logs.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": LOGS.flatMap(({ id }) => this.groupArns(environment, id)) },
        },
      }),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
        resources: [this.arn],
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

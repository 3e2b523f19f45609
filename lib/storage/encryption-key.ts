import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { CustomerManagedKey } from "./customer-managed-key";
import { retainAlways } from "./removal-policies";

export interface EncryptionKeyProps {
  /** Alias without `alias/`. */
  readonly alias: string;
  /** Names of the log groups that the key encrypts. `*` matches any characters. */
  readonly logGroupNames: readonly string[];
  /** Names of the SNS topics that write to encrypted queues. */
  readonly topicNames: readonly string[];
  /** Name of the SNS topic to which EventBridge sends tamper alerts. */
  readonly tamperAlertTopicName: string;
  /** Name of the queue to which EventBridge sends tamper alerts that it could not deliver. */
  readonly undeliveredQueueName: string;
  /**
   * ARN of the CloudTrail trail whose log files the key encrypts.
   * @default - the key encrypts no trail
   */
  readonly trailArn?: string | undefined;
  /** Whether the key remains when its stack is deleted. Without the key, all data that it encrypted is lost. */
  readonly retain: boolean;
}

/**
 * The customer-managed KMS key of an environment. The key policy admits CloudWatch Logs for the named log groups,
 * CloudWatch for the alarms, SNS for the queues of the webhooks, EventBridge for the tamper alerts and CloudTrail for the
 * trail: these services use the key with their own service principals. IAM policies of this account control all other
 * access.
 *
 * A `LogGroup` with a key does not grant CloudWatch Logs the use of the key, and creating the group then fails. All log
 * groups of an environment share one key. A key costs USD 1 a month, more after a rotation; a key per group would add no
 * separation beyond the IAM roles.
 */
export class EncryptionKey extends Construct {
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);

    this.key = new CustomerManagedKey(this, "Key", {
      alias: props.alias,
      description: `log groups, search domain, alarms and trail of ${props.alias}`,
      removalPolicy: retainAlways(props.retain),
    });
    this.key.addToResourcePolicy(this.allowCloudWatchLogs(props.logGroupNames));
    this.key.addToResourcePolicy(this.allowAlarms());
    this.key.addToResourcePolicy(this.allowTopics(props.topicNames));
    this.key.addToResourcePolicy(this.allowTamperAlerts(props.tamperAlertTopicName));
    this.key.addToResourcePolicy(this.allowUndeliveredTamperAlerts(props.undeliveredQueueName));
    for (const statement of props.trailArn === undefined ? [] : this.allowTrail(props.trailArn))
      this.key.addToResourcePolicy(statement);
  }

  /** Source: Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS". */
  private allowCloudWatchLogs(logGroupNames: readonly string[]): iam.PolicyStatement {
    const stack = Stack.of(this);
    return new iam.PolicyStatement({
      sid: "AllowCloudWatchLogs",
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:DescribeKey",
      ],
      resources: ["*"],
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": logGroupNames.map((resourceName) =>
            stack.formatArn({
              service: "logs",
              resource: "log-group",
              resourceName,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          ),
        },
      },
    });
  }

  /** Source: Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics". */
  private allowAlarms(): iam.PolicyStatement {
    return this.allowService("AllowCloudWatchAlarms", "cloudwatch.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
    });
  }

  /** Source: Amazon SQS Developer Guide, "Key management", Configure KMS permissions for AWS services. */
  private allowTopics(topicNames: readonly string[]): iam.PolicyStatement {
    return this.allowService("AllowNotificationTopics", "sns.amazonaws.com", {
      ArnEquals: {
        "aws:SourceArn": topicNames.map((resource) => Stack.of(this).formatArn({ service: "sns", resource })),
      },
    });
  }

  private allowService(sid: string, service: string, conditions: iam.Conditions): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid,
      principals: [new iam.ServicePrincipal(service)],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions,
    });
  }

  /**
   * SNS does not support conditions on the source account or source ARN for messages of EventBridge, so the condition is
   * on the topic. The policy of the topic has the conditions on the source. Source: Amazon SNS Developer Guide, "Managing
   * Amazon SNS encryption keys and costs", compatibility between event sources and encrypted topics.
   */
  private allowTamperAlerts(topicName: string): iam.PolicyStatement {
    return this.allowService("AllowTamperAlerts", "events.amazonaws.com", {
      ArnEquals: {
        "kms:EncryptionContext:aws:sns:topicArn": Stack.of(this).formatArn({
          service: "sns",
          resource: topicName,
        }),
      },
    });
  }

  /**
   * The condition is on the queue, whose ARN is the encryption context that SQS uses. The policy of the queue has the
   * conditions on the source. Source: Amazon EventBridge User Guide, "Using dead-letter queues to process undelivered
   * events".
   */
  private allowUndeliveredTamperAlerts(queueName: string): iam.PolicyStatement {
    return this.allowService("AllowUndeliveredTamperAlerts", "events.amazonaws.com", {
      ArnEquals: {
        "kms:EncryptionContext:aws:sqs:arn": Stack.of(this).formatArn({
          service: "sqs",
          resource: queueName,
        }),
      },
    });
  }

  /** Source: AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail". */
  private allowTrail(trailArn: string): readonly iam.PolicyStatement[] {
    const principals = [new iam.ServicePrincipal("cloudtrail.amazonaws.com")];
    return [
      new iam.PolicyStatement({
        sid: "AllowTrailToEncrypt",
        principals,
        actions: ["kms:GenerateDataKey"],
        resources: ["*"],
        conditions: {
          StringEquals: { "aws:SourceArn": trailArn, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn },
        },
      }),
      new iam.PolicyStatement({
        sid: "AllowTrailToDescribeKey",
        principals,
        actions: ["kms:DescribeKey"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceArn": trailArn } },
      }),
    ];
  }
}

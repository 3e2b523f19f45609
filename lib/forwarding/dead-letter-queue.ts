import { Duration } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { MAX_QUEUE_RETENTION_DAYS } from "../../catalog";
import { acknowledge, twinIds } from "../compliance";
import { retainOnceDeployed } from "../storage/removal-policies";

export interface DeadLetterQueueProps {
  /** @default - CloudFormation generates the name */
  readonly queueName?: string;
  /** Encrypts the messages. */
  readonly key: kms.IKey;
  /** Whether the queue and its messages remain when the stack is deleted. */
  readonly retain: boolean;
  /** What sends the messages: a queue, by its redrive policy, or a service that could not deliver an event. */
  readonly receivesFrom: "queue" | "service";
}

/** A queue for manual handling: it keeps what could not be delivered for 14 days, the maximum of SQS. */
export function createDeadLetterQueue(
  scope: Construct,
  id: string,
  { queueName, key, retain, receivesFrom }: DeadLetterQueueProps,
): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    ...(queueName !== undefined && { queueName }),
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(MAX_QUEUE_RETENTION_DAYS),
    removalPolicy: retainOnceDeployed(retain),
  });
  acknowledge(queue, [
    {
      ids: [
        // AwsSolutions recognizes the dead-letter queue of a queue.
        ...(receivesFrom === "service" ? ["AwsSolutions-SQS3"] : []),
        ...twinIds("SQSRedrivePolicy", "serverless"),
      ],
      reason:
        "this queue itself receives what could not be delivered; no function consumes it, so no message can fail again, " +
        "and an alarm reports its first message",
      owner: "platform team",
      reviewBy: "2027-11-30",
    },
  ]);
  return queue;
}

import { Duration } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { MAX_QUEUE_RETENTION_DAYS } from "../../catalog";
import { retainOnceDeployed } from "../storage/removal-policies";
import { createDeadLetterQueue } from "./dead-letter-queue";

export interface RetryingQueueProps {
  /** Encrypts the messages. */
  readonly key: kms.IKey;
  /** Timeout of the function that Lambda invokes with the messages. */
  readonly timeout: Duration;
  /** Whether the queues and their messages remain when the stack is deleted. */
  readonly retain: boolean;
}

export interface RetryingQueue {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
}

/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;

/** The maximum that SQS allows. Source: Amazon SQS API Reference, "SetQueueAttributes", maxReceiveCount. */
const MAX_RECEIVE_COUNT = 1_000;

/**
 * A queue whose messages invoke a function again and again, and the dead-letter queue to which SQS moves a message after
 * 1,000 attempts.
 *
 * SQS counts the age of a message from its arrival in the first queue. Both queues together therefore keep a message
 * for 14 days, not for 28. Source: Amazon SQS Developer Guide, "Setting-up dead-letter queue retention in Amazon SQS".
 */
export function createRetryingQueue(
  scope: Construct,
  { key, timeout, retain }: RetryingQueueProps,
): RetryingQueue {
  const deadLetterQueue = createDeadLetterQueue(scope, "DeadLetterQueue", {
    key,
    retain,
    receivesFrom: "queue",
  });
  const queue = new sqs.Queue(scope, "Queue", {
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(MAX_QUEUE_RETENTION_DAYS),
    removalPolicy: retainOnceDeployed(retain),
    visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUT_FACTOR * timeout.toSeconds()),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
  });
  return { queue, deadLetterQueue };
}

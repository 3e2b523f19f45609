import { Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { MAX_QUEUE_RETENTION_DAYS } from "../../../catalog";
import { createDeadLetterQueue } from "../dead-letter-queue";
import { grantKeyViaService } from "../grant-key-via-service";
import { retainOnceDeployed } from "../../storage/removal-policies";

export interface ReplayQueueProps {
  /** Encrypts the messages. The key policy must admit Amazon S3. */
  readonly key: kms.IKey;
  /** Timeout of the replay function. */
  readonly timeout: Duration;
  /** Whether the queues and their messages remain when the stack is deleted. */
  readonly retain: boolean;
}

/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;

/**
 * Attempts before SQS moves a message to the dead-letter queue: the maximum that SQS allows. After each attempt the
 * replay waits up to 15 minutes, 7.5 minutes on average. A sink can therefore be down for more than five days before
 * manual intervention is necessary. Source: Amazon SQS API Reference, "SetQueueAttributes", maxReceiveCount.
 */
const MAX_RECEIVE_COUNT = 1_000;

/**
 * The S3 event notifications for parked objects, until the replay has delivered the events. SQS moves a message to the
 * dead-letter queue after too many attempts, for manual redrive. The objects themselves remain in the bucket.
 *
 * SQS counts the age of a message from its arrival in the first queue. Both queues together therefore keep a message
 * for 14 days, not for 28. Source: Amazon SQS Developer Guide, "Setting-up dead-letter queue retention in Amazon SQS".
 */
export class ReplayQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { key, timeout, retain }: ReplayQueueProps) {
    super(scope, id);

    this.key = key;
    this.deadLetterQueue = createDeadLetterQueue(this, "DeadLetterQueue", {
      key,
      retain,
      receivesFrom: "queue",
    });
    this.queue = new sqs.Queue(this, "Queue", {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(MAX_QUEUE_RETENTION_DAYS),
      removalPolicy: retainOnceDeployed(retain),
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUT_FACTOR * timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }

  /**
   * Lets Lambda receive messages with a function's role, and lets the function extend the visibility timeout of a
   * message.
   */
  grantConsume(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ChangeMessageVisibility",
        ],
        resources: [this.queue.queueArn],
      }),
    );
    grantKeyViaService("sqs", role, this.key, ["kms:Decrypt"]);
  }
}

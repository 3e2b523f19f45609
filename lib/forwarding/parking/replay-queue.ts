import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { MAX_QUEUE_RETENTION_DAYS } from "../../../catalog";
import { grantKeyViaService } from "../grant-key-via-service";

export interface ReplayQueueProps {
  /** Encrypts the messages; its policy must admit Amazon S3. */
  readonly key: kms.IKey;
  /** Longest one replay takes. */
  readonly timeout: Duration;
  /** Whether the queues, and what is in them, outlive their stack. */
  readonly retain: boolean;
}

/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;

/**
 * Attempts before a message is put aside, as many as SQS counts at most. The replay waits up to a quarter of an hour
 * after each, half of that on the average, so that a sink may be down for five days and more before a person is asked.
 * Source: Amazon SQS API Reference, "SetQueueAttributes", maxReceiveCount.
 */
const MAX_RECEIVE_COUNT = 1_000;

/**
 * Announcements of what is parked, until it is replayed. What was tried too often goes to a dead-letter queue, for a
 * person to see to and give back; the objects themselves stay in the bucket.
 *
 * SQS counts a message's days from its first queue on: the two together keep it for 14 days, not for 28.
 * Source: Amazon SQS Developer Guide, "Setting-up dead-letter queue retention in Amazon SQS".
 */
export class ReplayQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { key, timeout, retain }: ReplayQueueProps) {
    super(scope, id);

    this.key = key;
    const props: sqs.QueueProps = {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(MAX_QUEUE_RETENTION_DAYS),
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    this.deadLetterQueue = new sqs.Queue(this, "DeadLetterQueue", props);
    this.queue = new sqs.Queue(this, "Queue", {
      ...props,
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUT_FACTOR * timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }

  /** Lets Lambda take messages with a function's role, and the function hide one until the next attempt. */
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

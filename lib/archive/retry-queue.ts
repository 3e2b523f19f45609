import { Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { MAX_QUEUE_RETENTION_DAYS } from "../../catalog";
import { createDeadLetterQueue } from "../forwarding/dead-letter-queue";
import { grantKeyViaService } from "../forwarding/grant-key-via-service";
import { retainOnceDeployed } from "../storage/removal-policies";

export interface RetryQueueProps {
  /** Encrypts the messages, which contain log events before redaction. */
  readonly key: kms.IKey;
  /** Timeout of the archiver. */
  readonly timeout: Duration;
  /** Whether the queues and their messages remain when the stack is deleted. */
  readonly retain: boolean;
}

/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY_TIMEOUT_FACTOR = 6;

/**
 * Attempts before SQS moves a message to the dead-letter queue: the maximum that SQS allows. With one attempt in each
 * visibility timeout of six minutes, they last four days. Source: Amazon SQS API Reference, "SetQueueAttributes".
 */
const MAX_RECEIVE_COUNT = 1_000;

/**
 * The payloads that the archiver could not archive in its first attempts, as the on-failure destination of its
 * asynchronous invocations. The queue invokes the archiver again, until Firehose accepts the records. Both queues together
 * keep a message for 14 days.
 */
export class RetryQueue extends Construct implements lambda.IDestination {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { key, timeout, retain }: RetryQueueProps) {
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

  /** The CDK's `SqsDestination` would grant the role more. */
  bind(): lambda.DestinationConfig {
    return { destination: this.queue.queueArn };
  }

  /** Lets Lambda send failed events with a function's role, and receive them again. */
  grantRetry(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resources: [this.queue.queueArn],
      }),
    );
    grantKeyViaService("sqs", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }

  /** Lets Lambda send failed events of a function to the dead-letter queue, where nothing retries them. */
  grantGiveUp(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.deadLetterQueue.queueArn] }),
    );
    grantKeyViaService("sqs", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }
}

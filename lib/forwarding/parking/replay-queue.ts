import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { grantKeyViaService } from "../grant-key-via-service";
import { createRetryingQueue, type RetryingQueueProps } from "../retrying-queue";

/**
 * The S3 event notifications for parked objects, until the replay has delivered the events. SQS moves a message to the
 * dead-letter queue after too many attempts, for manual redrive. The objects themselves remain in the bucket.
 *
 * After each attempt the replay waits up to 15 minutes, 7.5 minutes on average. A sink can therefore be down for more
 * than five days before manual intervention is necessary. The key policy must admit Amazon S3.
 */
export class ReplayQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: RetryingQueueProps) {
    super(scope, id);

    this.key = props.key;
    ({ queue: this.queue, deadLetterQueue: this.deadLetterQueue } = createRetryingQueue(this, props));
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

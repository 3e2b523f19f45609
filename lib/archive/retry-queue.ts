import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { grantKeyViaService } from "../forwarding/grant-key-via-service";
import { createRetryingQueue, type RetryingQueueProps } from "../forwarding/retrying-queue";

/**
 * The payloads that the archiver could not archive in its first attempts, as the on-failure destination of its
 * asynchronous invocations. The queue invokes the archiver again, until Firehose accepts the records: with one attempt in
 * each visibility timeout of six minutes, for four days. The messages contain log events before redaction.
 */
export class RetryQueue extends Construct implements lambda.IDestination {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: RetryingQueueProps) {
    super(scope, id);

    this.key = props.key;
    ({ queue: this.queue, deadLetterQueue: this.deadLetterQueue } = createRetryingQueue(this, props));
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

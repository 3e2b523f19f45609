import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { createDeadLetterQueue } from "../dead-letter-queue";
import { grantKeyViaService } from "../grant-key-via-service";

export interface OnFailureQueueProps {
  /** Encrypts the messages. With `direct`, they contain log events before redaction. */
  readonly key: kms.IKey;
  /** Whether the queue and its messages remain when the stack is deleted. */
  readonly retain: boolean;
}

/**
 * The on-failure destination of the forwarders, for manual handling. It receives the batches that a forwarder could
 * neither deliver nor park in all its attempts. With `direct` a message is the event from CloudWatch Logs with the
 * error. With `kinesis` it is an S3 event notification, which names the object with the batch in the parking bucket.
 */
export class OnFailureQueue extends Construct implements lambda.IDestination {
  readonly queue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { key, retain }: OnFailureQueueProps) {
    super(scope, id);

    this.key = key;
    this.queue = createDeadLetterQueue(this, "Queue", { key, retain, receivesFrom: "service" });
  }

  /**
   * The CDK's `SqsDestination` would grant the role more: reading queue attributes, and using the key without the
   * condition `kms:ViaService`.
   */
  bind(): lambda.DestinationConfig {
    return { destination: this.queue.queueArn };
  }

  /** Lets Lambda send a failed invocation: it uses the role of the failed function, and the key only through SQS. */
  grantSend(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] }),
    );
    grantKeyViaService("sqs", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }
}

import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { MAX_QUEUE_RETENTION_DAYS } from "../../../catalog";
import { acknowledge } from "../../compliance";
import { grantKeyViaService } from "../grant-key-via-service";

export interface OnFailureQueueProps {
  /** Encrypts the messages: they are log events as they came, before redaction. */
  readonly key: kms.IKey;
  /** Whether the queue, and what is in it, outlives its stack. */
  readonly retain: boolean;
}

/**
 * Where a batch goes that a forwarder could neither deliver nor park within all its attempts, for a person to put right:
 * the event as CloudWatch Logs handed it over, and why; or, of a forwarder that reads the Kinesis data stream, the name
 * of the object in the parking bucket that has them. It is kept for as long as SQS allows.
 */
export class OnFailureQueue extends Construct implements lambda.IDestination {
  readonly queue: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { key, retain }: OnFailureQueueProps) {
    super(scope, id);

    this.key = key;
    this.queue = new sqs.Queue(this, "Queue", {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(MAX_QUEUE_RETENTION_DAYS),
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.queue, [
      {
        id: "AwsSolutions-SQS3",
        reason:
          "it is itself the last resort of the forwarder's invocations; nothing consumes it by itself, " +
          "and an alarm tells as soon as it holds a message",
      },
    ]);
  }

  /** The `SqsDestination` of the CDK would grant the role more: to read attributes, and to use the key in any way. */
  bind(): lambda.DestinationConfig {
    return { destination: this.queue.queueArn };
  }

  /** Lambda sends with the role of the function that failed; the key works for it through SQS alone. */
  grantSend(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] }),
    );
    grantKeyViaService("sqs", role, this.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
  }
}

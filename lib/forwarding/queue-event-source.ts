import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge, twinIds } from "../compliance";

export interface QueueEventSourceProps {
  readonly target: lambda.IFunction;
  /** A queue with a dead-letter queue. */
  readonly queue: sqs.Queue;
  readonly maxConcurrency: number;
}

/** Invokes a function with each message of a queue. A message that fails too often moves to the dead-letter queue. */
export function createQueueEventSource(
  scope: Construct,
  id: string,
  { target, queue, maxConcurrency }: QueueEventSourceProps,
): void {
  const mapping = new lambda.EventSourceMapping(scope, id, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: 1,
    reportBatchItemFailures: true,
    maxConcurrency,
  });
  acknowledge(mapping, [
    {
      ids: twinIds("LambdaEventSourceMappingDestination", "serverless"),
      reason:
        "Lambda supports on-failure destinations for streams and not for SQS; instead, the queue has a redrive policy, which " +
        "moves a message to the dead-letter queue after its last attempt",
      owner: "platform team",
      reviewBy: "2027-11-30",
    },
  ]);
}

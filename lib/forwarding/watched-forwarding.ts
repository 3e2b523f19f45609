import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { LogForwarding } from "./log-forwarding";

/** The parts of forwarding that somebody is told about. */
export interface WatchedForwarding {
  readonly forwarderFunctions: readonly lambda.IFunction[];
  /** Whether the forwarders read a Kinesis data stream; otherwise the log groups invoke them. */
  readonly readsKinesis: boolean;
  readonly replayFunctions: readonly lambda.IFunction[];
  readonly replayQueues: readonly sqs.IQueue[];
  /** Where messages go that were tried too often. */
  readonly deadLetterQueues: readonly sqs.IQueue[];
  /** Where Lambda puts what a forwarder gave up. */
  readonly onFailureQueue: sqs.IQueue;
}

export function watchedForwarding({
  pipelines,
  readsKinesis,
  onFailureQueue,
}: LogForwarding): WatchedForwarding {
  return {
    forwarderFunctions: pipelines.map(({ forwarderFunction }) => forwarderFunction.function),
    readsKinesis,
    replayFunctions: pipelines.map(({ replayFunction }) => replayFunction),
    replayQueues: pipelines.map(({ replayQueue }) => replayQueue.queue),
    deadLetterQueues: pipelines.map(({ replayQueue }) => replayQueue.deadLetterQueue),
    onFailureQueue: onFailureQueue.queue,
  };
}

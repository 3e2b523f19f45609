import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as logs from "aws-cdk-lib/aws-logs";
import type * as s3 from "aws-cdk-lib/aws-s3";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { LogForwarding } from "./log-forwarding";

/** The resources of forwarding that alarms and tamper alerts watch. */
export interface WatchedForwarding {
  readonly forwarderFunctions: readonly lambda.IFunction[];
  /** Whether the forwarders read Kinesis data streams. Otherwise CloudWatch Logs invokes the forwarder. */
  readonly readsKinesis: boolean;
  readonly replayFunctions: readonly lambda.IFunction[];
  readonly replayQueues: readonly sqs.IQueue[];
  /** Destination of messages that exceeded their receive count. */
  readonly deadLetterQueues: readonly sqs.IQueue[];
  /** Destination of forwarder invocations that failed after the last attempt. */
  readonly onFailureQueue: sqs.IQueue;
  /** The log groups with a subscription filter. */
  readonly subscribedGroups: readonly logs.ILogGroup[];
  /** Encrypts the secrets, the queues and the parking bucket. */
  readonly key: kms.IKey;
  /** The bucket for the server access logs of the parking bucket, if it has them. */
  readonly serverAccessLogsBucket: s3.IBucket | undefined;
}

export function watchedForwarding(
  { pipelines, readsKinesis, onFailureQueue, key, parking }: LogForwarding,
  subscribedGroups: readonly logs.ILogGroup[],
): WatchedForwarding {
  return {
    forwarderFunctions: pipelines.map(({ forwarderFunction }) => forwarderFunction.function),
    readsKinesis,
    replayFunctions: pipelines.map(({ replayFunction }) => replayFunction),
    replayQueues: pipelines.map(({ replayQueue }) => replayQueue.queue),
    deadLetterQueues: pipelines.map(({ replayQueue }) => replayQueue.deadLetterQueue),
    onFailureQueue: onFailureQueue.queue,
    subscribedGroups,
    key,
    serverAccessLogsBucket: parking.serverAccessLogsBucket,
  };
}

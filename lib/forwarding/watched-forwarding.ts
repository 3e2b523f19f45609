import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { Forwarder } from "./forwarder";

/** The parts of forwarding that somebody is told about. */
export interface WatchedForwarding {
  readonly forwarders: readonly lambda.IFunction[];
  /** Whether the forwarders read a Kinesis data stream; otherwise the log groups invoke them. */
  readonly readStream: boolean;
  readonly replays: readonly lambda.IFunction[];
  readonly replayQueues: readonly sqs.IQueue[];
  /** Where messages go that were tried too often. */
  readonly deadLetters: readonly sqs.IQueue[];
  /** Where Lambda puts what a forwarder gave up. */
  readonly undelivered: sqs.IQueue;
}

export function watchedForwarding({ lanes, readStream, undelivered }: Forwarder): WatchedForwarding {
  return {
    forwarders: lanes.map(({ forwarder }) => forwarder.function),
    readStream,
    replays: lanes.map(({ replay }) => replay),
    replayQueues: lanes.map(({ replayQueue }) => replayQueue.queue),
    deadLetters: lanes.map(({ replayQueue }) => replayQueue.deadLetters),
    undelivered: undelivered.queue,
  };
}

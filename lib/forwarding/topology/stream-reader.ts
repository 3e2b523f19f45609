import { Duration } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { EnvironmentConfig } from "../../../config/schema";
import type { Lane } from "../delivery-pipeline";
import { TRIED_FOR } from "../max-event-age";
import type { Parking } from "../parking/parking";
import type { EventStream } from "./log-event-stream";

export interface StreamReaderProps {
  readonly config: EnvironmentConfig;
  readonly stream: EventStream;
  /** Whose forwarder reads. */
  readonly lane: Lane;
  /** Takes what Lambda gives up. */
  readonly parking: Parking;
}

/** The oldest record that Lambda can be told to give up. Source: AWS Lambda API Reference, "CreateEventSourceMapping". */
const MAX_RECORD_AGE = Duration.days(7);
/** A record that Lambda gave up is kept; one that the stream dropped is gone, and nobody is told. */
const BEFORE_DROPPED = Duration.hours(1);

/**
 * Hands the records of the Kinesis data stream to a forwarder, from the oldest on, and only those again that it names as
 * failed. A batch that the function does not survive is halved until the record is alone that it dies of. Tried too often,
 * or too old, a batch goes to the parking bucket as it came.
 */
export class StreamReader extends Construct {
  constructor(scope: Construct, id: string, { config, stream, lane, parking }: StreamReaderProps) {
    super(scope, id);

    const { kinesis, timeoutSeconds } = config.forwarding;
    const { function: target, role } = lane.forwarder;
    stream.grantRead(role);
    new lambda.EventSourceMapping(this, "Records", {
      target,
      eventSourceArn: stream.arn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: kinesis.batchSize,
      parallelizationFactor: kinesis.parallelizationFactor,
      ...gathering(lane),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: retriesWithin(TRIED_FOR, Duration.seconds(timeoutSeconds)),
      maxRecordAge: maxRecordAge(Duration.hours(kinesis.retentionHours)),
      onFailure: parking.takeDiscardsOf(role),
      supportS3OnFailureDestination: true,
    });
  }
}

/** A longer wait than the sink asks for would gain it nothing. */
function gathering({ access }: Lane): Pick<lambda.EventSourceMappingOptions, "maxBatchingWindow"> {
  const [longest] = access
    .flatMap(({ gatherFor }) => gatherFor ?? [])
    .sort((a, b) => b.toSeconds() - a.toSeconds());
  return longest ? { maxBatchingWindow: longest } : {};
}

/** As many attempts as fit, should each take the whole time-out: a record that kills the function holds its shard up. */
function retriesWithin(time: Duration, timeout: Duration): number {
  return Math.floor(time.toSeconds() / timeout.toSeconds());
}

function maxRecordAge(retention: Duration): Duration {
  const seconds = retention.toSeconds() - BEFORE_DROPPED.toSeconds();
  return Duration.seconds(Math.min(seconds, MAX_RECORD_AGE.toSeconds()));
}

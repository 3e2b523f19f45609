import { Duration } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { EnvironmentConfig } from "../../../config/schema";
import type { DeliveryPipeline } from "../delivery-pipeline";
import { MAX_EVENT_AGE } from "../max-event-age";
import type { Parking } from "../parking/parking";
import type { LogEventStream } from "./log-event-stream";

export interface KinesisEventSourceProps {
  readonly config: EnvironmentConfig;
  readonly eventStream: LogEventStream;
  /** Whose forwarder reads. */
  readonly pipeline: DeliveryPipeline;
  /** Takes what Lambda gives up. */
  readonly parking: Parking;
}

/** The oldest record that Lambda can be told to give up. Source: AWS Lambda API Reference, "CreateEventSourceMapping". */
const MAX_RECORD_AGE = Duration.days(7);
/** A record that Lambda gave up is kept; one that the stream dropped is gone, and nobody is told. */
const EXPIRY_MARGIN = Duration.hours(1);

/**
 * Hands the records of the Kinesis data stream to a forwarder, from the oldest on, and only those again that it names as
 * failed. A batch that the function does not survive is halved until the record is alone that it dies of. Tried too often,
 * or too old, a batch goes to the parking bucket as it came.
 */
export class KinesisEventSource extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, eventStream, pipeline, parking }: KinesisEventSourceProps,
  ) {
    super(scope, id);

    const { kinesis, timeoutSeconds } = config.forwarding;
    const { function: target, role } = pipeline.forwarderFunction;
    eventStream.grantRead(role);
    new lambda.EventSourceMapping(this, "Records", {
      target,
      eventSourceArn: eventStream.arn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: kinesis.batchSize,
      parallelizationFactor: kinesis.parallelizationFactor,
      ...batchingOptions(pipeline),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: retriesWithin(MAX_EVENT_AGE, Duration.seconds(timeoutSeconds)),
      maxRecordAge: maxRecordAge(Duration.hours(kinesis.retentionHours)),
      onFailure: parking.asOnFailureDestination(role),
      supportS3OnFailureDestination: true,
    });
  }
}

/** A longer wait than the sink asks for would gain it nothing. */
function batchingOptions({
  sinkAccess,
}: DeliveryPipeline): Pick<lambda.EventSourceMappingOptions, "maxBatchingWindow"> {
  const [longest] = sinkAccess
    .flatMap(({ batchingWindow }) => batchingWindow ?? [])
    .sort((a, b) => b.toSeconds() - a.toSeconds());
  return longest ? { maxBatchingWindow: longest } : {};
}

/** As many attempts as fit, should each take the whole time-out: a record that kills the function holds its shard up. */
function retriesWithin(time: Duration, timeout: Duration): number {
  return Math.floor(time.toSeconds() / timeout.toSeconds());
}

function maxRecordAge(retention: Duration): Duration {
  const seconds = retention.toSeconds() - EXPIRY_MARGIN.toSeconds();
  return Duration.seconds(Math.min(seconds, MAX_RECORD_AGE.toSeconds()));
}

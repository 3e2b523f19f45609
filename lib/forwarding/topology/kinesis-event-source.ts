import { Duration } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { logsFor } from "../../../config";
import type { EnvironmentConfig } from "../../../config/schema";
import type { DeliveryPipeline } from "../delivery-pipeline";
import { MAX_EVENT_AGE } from "../max-event-age";
import type { Parking } from "../parking/parking";
import { type LogEventStreams, perLogId } from "./log-event-streams";

export interface KinesisEventSourceProps {
  readonly config: EnvironmentConfig;
  readonly eventStreams: LogEventStreams;
  /** The pipeline whose forwarder reads the streams. */
  readonly pipeline: DeliveryPipeline;
  /** Receives the batches that Lambda discards. */
  readonly parking: Parking;
}

/** The maximum of `MaximumRecordAgeInSeconds`. Source: AWS Lambda API Reference, "CreateEventSourceMapping". */
const MAX_RECORD_AGE = Duration.days(7);
/**
 * Lambda discards a record this long before the stream expires it. A record that Lambda discards goes to the on-failure
 * destination; a record that expires in the stream is lost without notice.
 */
const EXPIRY_MARGIN = Duration.hours(1);

/**
 * The event source mappings that invoke a forwarder with the records of the logs that its sink receives, from the oldest
 * on. Its role can read no other log. Lambda retries only the records that the forwarder reports as failed. If the invocation itself fails, Lambda bisects the
 * batch, until the record that causes the failure is alone. After too many attempts, or when its records are too old,
 * Lambda writes the batch unchanged to the parking bucket.
 */
export class KinesisEventSource extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, eventStreams, pipeline, parking }: KinesisEventSourceProps,
  ) {
    super(scope, id);

    const { kinesis, timeoutSeconds } = config.forwarding;
    const { function: target, role } = pipeline.forwarderFunction;
    const options: Omit<lambda.EventSourceMappingProps, "eventSourceArn"> = {
      target,
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
    };
    const received = logsFor(pipeline.sinkAccess.map(({ sink }) => sink)).map(({ id: log }) => log);
    eventStreams.grantRead(role, received);
    for (const log of received) {
      new lambda.EventSourceMapping(this, perLogId("Records", log), {
        ...options,
        eventSourceArn: eventStreams.streamOf(log).streamArn,
      });
    }
  }
}

/** The longest batching window of the sinks: a longer wait would be of no use to any sink. */
function batchingOptions({
  sinkAccess,
}: DeliveryPipeline): Pick<lambda.EventSourceMappingOptions, "maxBatchingWindow"> {
  const [longest] = sinkAccess
    .flatMap(({ batchingWindow }) => batchingWindow ?? [])
    .sort((a, b) => b.toSeconds() - a.toSeconds());
  return longest ? { maxBatchingWindow: longest } : {};
}

/**
 * As many attempts as fit into `time` if each one runs until the timeout. A record whose invocations always fail blocks
 * its shard for this time.
 */
function retriesWithin(time: Duration, timeout: Duration): number {
  return Math.floor(time.toSeconds() / timeout.toSeconds());
}

function maxRecordAge(retention: Duration): Duration {
  const seconds = retention.toSeconds() - EXPIRY_MARGIN.toSeconds();
  return Duration.seconds(Math.min(seconds, MAX_RECORD_AGE.toSeconds()));
}

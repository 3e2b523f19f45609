import { Duration } from "aws-cdk-lib";

/**
 * Longest Lambda tries an asynchronous event. A forwarder that reads the Kinesis data stream is given as long for a batch
 * that it never survives.
 * Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation".
 */
export const MAX_EVENT_AGE = Duration.hours(6);

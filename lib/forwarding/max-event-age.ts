import { Duration } from "aws-cdk-lib";

/**
 * The longest time for which Lambda retries an asynchronous invocation. With `kinesis`, a batch whose invocations
 * always fail is retried for the same time. Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries
 * with asynchronous invocation".
 */
export const MAX_EVENT_AGE = Duration.hours(6);

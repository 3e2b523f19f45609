import type { SinkName } from "./sinks";

/**
 * Folders of the parking bucket: prefixes that the functions write under, the bucket announces, and roles are granted.
 */

/** What a sink could not take now. The bucket announces each object to the sink's replay queue. */
export const PARKED_PREFIX = "parked/";

/** What is left of a parked object that was replayed in part. */
export const REMAINDER_PREFIX = "remainder/";

/** What a sink refused for good, what had to be cut for it, and what nobody could read. */
export const QUARANTINE_PREFIX = "quarantine/";

/**
 * Where Lambda itself puts an invocation that it gave up.
 * Source: AWS Lambda Developer Guide, "Retain records of failed invocations", S3 destinations.
 */
export const LAMBDA_FAILURES_PREFIX = "aws/lambda/";

/** What nobody could read, as it came: not redacted. */
export const UNDECODABLE_PREFIX = `${QUARANTINE_PREFIX}undecodable/`;

/** Longest a queue keeps a message, in days. Source: Amazon SQS Developer Guide, "Amazon SQS message quotas". */
export const MAX_QUEUE_RETENTION_DAYS = 14;

/**
 * How long an object outlives its writing where something else than a person brings it back, in days: while the replay
 * queue and then its dead-letter queue may still name it, and two days to see to the last of them.
 */
export const PARKED_RETENTION_DAYS = 2 * MAX_QUEUE_RETENTION_DAYS + 2;

/** `parked/sentry/`: objects that the bucket names to the sink's replay queue. */
export function parkedPrefix(sink: SinkName): string {
  return `${PARKED_PREFIX}${sink}/`;
}

/** `quarantine/sentry/rejected/`: events that the sink rejected. */
export function rejectedPrefix(sink: SinkName): string {
  return `${QUARANTINE_PREFIX}${sink}/rejected/`;
}

/** `quarantine/sentry/truncated/`: the whole of events that the sink got truncated. */
export function truncatedPrefix(sink: SinkName): string {
  return `${QUARANTINE_PREFIX}${sink}/truncated/`;
}

/**
 * Folders of the parking bucket: prefixes that the functions write under, the bucket announces, and roles are granted.
 */

/** What a sink could not take now. The bucket announces each object to the sink's replay queue. */
export const PARKED_PREFIX = "parked/";

/** What is left of a parked object that was replayed in part. */
export const REST_PREFIX = "rest/";

/** What a sink refused for good, what had to be cut for it, and what nobody could read. */
export const QUARANTINE_PREFIX = "quarantine/";

/**
 * Where Lambda itself puts an invocation that it gave up.
 * Source: AWS Lambda Developer Guide, "Retain records of failed invocations", S3 destinations.
 */
export const LAMBDA_FAILURES_PREFIX = "aws/lambda/";

/** What nobody could read, as it came: not redacted. */
export const UNREADABLE_PREFIX = `${QUARANTINE_PREFIX}unreadable/`;

/** Longest a queue keeps a message, in days. Source: Amazon SQS Developer Guide, "Amazon SQS message quotas". */
export const QUEUE_DAYS = 14;

/**
 * How long an object outlives its writing where something else than a person brings it back, in days: while the replay
 * queue and then its dead-letter queue may still name it, and two days to see to the last of them.
 */
export const PARKED_DAYS = 2 * QUEUE_DAYS + 2;

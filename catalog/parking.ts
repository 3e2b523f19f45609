import type { SinkName } from "./sinks";

/**
 * Prefixes of the parking bucket. The functions write under them, S3 sends event notifications for one of them, and
 * roles are granted access to them.
 */

/** Parked events. S3 sends an event notification for each object to the sink's replay queue. */
export const PARKED_PREFIX = "parked/";

/** The events that remain of a parked object after a partial replay. */
export const REMAINDER_PREFIX = "remainder/";

/** Events that a sink rejected, originals of events that were truncated for a sink, and undecodable payloads. */
export const QUARANTINE_PREFIX = "quarantine/";

/**
 * Lambda writes failed invocations here after its last retry.
 * Source: AWS Lambda Developer Guide, "Retain records of failed invocations", S3 destinations.
 */
export const LAMBDA_FAILURES_PREFIX = "aws/lambda/";

/** Undecodable payloads in their original form: not redacted. */
export const UNDECODABLE_PREFIX = `${QUARANTINE_PREFIX}undecodable/`;

/**
 * The debug mode of the forwarders, written by `npx logs debug`. It is here, and not in Parameter Store, because a forwarder
 * in a VPC without outbound access reaches S3 and not Systems Manager.
 */
export const FORWARDER_DEBUG_KEY = "debug/forwarder.json";

/** Maximum retention of an SQS queue, in days. Source: Amazon SQS Developer Guide, "Amazon SQS message quotas". */
export const MAX_QUEUE_RETENTION_DAYS = 14;

/**
 * Retention of parked objects, in days: the retention of the replay queue plus that of its dead-letter queue, both of
 * which may refer to an object, and two days to handle the last ones.
 */
export const PARKED_RETENTION_DAYS = 2 * MAX_QUEUE_RETENTION_DAYS + 2;

/**
 * How long the parking bucket keeps old versions, in days: the time to restore what somebody deleted or overwrote. The
 * replay deletes an object once its events are delivered, so this is also how long the bucket keeps delivered events.
 */
export const PARKED_VERSION_RETENTION_DAYS = 7;

/** `parked/sentry/`: events to be replayed to the sink. */
export function parkedPrefix(sink: SinkName): string {
  return `${PARKED_PREFIX}${sink}/`;
}

/** `quarantine/sentry/rejected/`: events that the sink rejected. */
export function rejectedPrefix(sink: SinkName): string {
  return `${QUARANTINE_PREFIX}${sink}/rejected/`;
}

/** `quarantine/sentry/truncated/`: originals of events that the sink received truncated. */
export function truncatedPrefix(sink: SinkName): string {
  return `${QUARANTINE_PREFIX}${sink}/truncated/`;
}

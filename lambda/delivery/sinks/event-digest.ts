import { createHash } from "node:crypto";
import { identityOf, type LogEvent } from "../log-event";

/** Long enough that no two events ever share one, and what a UUID holds. */
const DIGEST_BYTES = 16;

/**
 * What an event is known by at every sink: the same at every delivery, so that a repeated one is not doubled. One that
 * stands for others is another event with each number of them: a repeated invocation may have to count anew, and a sink
 * that took the second for the first would count too few.
 */
export function eventDigest(event: LogEvent): Buffer {
  const count = event.occurrences === undefined ? "" : `\0${event.occurrences}`;
  return createHash("sha256")
    .update(`${identityOf(event)}${count}`)
    .digest()
    .subarray(0, DIGEST_BYTES);
}

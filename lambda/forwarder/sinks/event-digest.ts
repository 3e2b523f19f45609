import { createHash } from "node:crypto";
import type { LogEvent } from "../log-event";

/** Long enough that no two events ever share one, and what a UUID holds. */
const DIGEST_BYTES = 16;

/**
 * What an event is known by at every sink: the same at every delivery, so that a repeated one is not doubled. One that
 * stands for others is another event with each number of them: a repeated invocation may have to count anew, and a sink
 * that took the second for the first would count too few.
 */
export function eventDigest({ id, origin, occurrences }: LogEvent): Buffer {
  const names = [origin.owner, origin.logGroup, origin.logStream, id];
  // None of the names can hold a NUL, so no two events are written alike.
  const identity = [...names, ...(occurrences === undefined ? [] : [occurrences])].join("\0");
  return createHash("sha256").update(identity).digest().subarray(0, DIGEST_BYTES);
}

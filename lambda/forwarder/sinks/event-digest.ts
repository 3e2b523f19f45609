import { createHash } from "node:crypto";
import type { LogEvent } from "../log-event";

/** Long enough that no two events ever share one, and what a UUID holds. */
const DIGEST_BYTES = 16;

/** What an event is known by at every sink: the same at every delivery, so that a repeated one is not doubled. */
export function eventDigest({ id, origin }: LogEvent): Buffer {
  // None of the names can hold a NUL, so no two events are written alike.
  const identity = [origin.owner, origin.logGroup, origin.logStream, id].join("\0");
  return createHash("sha256").update(identity).digest().subarray(0, DIGEST_BYTES);
}

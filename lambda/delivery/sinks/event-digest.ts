import { hash } from "node:crypto";
import { identityOf, type LogEvent } from "../log-event";

/** Long enough to be unique among all events, and the length of a UUID. */
const DIGEST_BYTES = 16;

/**
 * The id of an event in all sinks. It is the same in every delivery, so that sinks can deduplicate. The digest includes
 * the number of represented events: a retried invocation may aggregate a different number, and a sink that treated both
 * as the same event would undercount.
 */
export function eventDigest(event: LogEvent): Buffer {
  let digest = digests.get(event);
  if (!digest) {
    const count = event.occurrences === undefined ? "" : `\0${event.occurrences}`;
    digest = hash("sha256", `${identityOf(event)}${count}`, "buffer").subarray(0, DIGEST_BYTES);
    digests.set(event, digest);
  }
  return digest;
}

/** An event is encoded, and its id is needed again to read the sink's response. */
const digests = new WeakMap<LogEvent, Buffer>();

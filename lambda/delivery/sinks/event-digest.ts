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
  return hash("sha256", digestedText(event), "buffer").subarray(0, DIGEST_BYTES);
}

/** The characters of a digest in base64url, of which the last one has two bits of it. */
const DIGEST_CHARACTERS = Math.ceil((DIGEST_BYTES * 8) / 6);
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LAST_CHARACTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from(BASE64URL, (character, bits) => [character, BASE64URL.charAt(bits & 0b110000)]),
);

/** The digest in base64url. Takes a third of the time of a conversion, because no Buffer is created. */
export function eventDigestBase64url(event: LogEvent): string {
  const whole = hash("sha256", digestedText(event), "base64url");
  const last = whole.charAt(DIGEST_CHARACTERS - 1);
  return `${whole.slice(0, DIGEST_CHARACTERS - 1)}${LAST_CHARACTERS[last] ?? last}`;
}

function digestedText(event: LogEvent): string {
  const identity = identityOf(event);
  return event.occurrences === undefined ? identity : `${identity}\0${event.occurrences}`;
}

import type { Exception } from "@sentry/core";
import type { LogRecord } from "../../../../catalog";
import { MAX_TAG_VALUE } from "./limits";
import { sanitizeName } from "./sanitize";
import { culpritOf } from "./stacktrace";

/**
 * What makes errors one issue: who logged it, what kind it is, and where it came from, which is the innermost frame
 * of our own code, or the name of what happened, or else the message without the words that change. A line number
 * is no part of it, or every release would open the issue anew.
 */
export function fingerprint(record: LogRecord, exception: Exception | undefined): string[] {
  const { logger, error_type: kind = exception?.type, event, message } = record;
  return [logger, kind, locationOf(exception) ?? event ?? withoutIds(message)]
    .map((part) => sanitizeName(part, MAX_TAG_VALUE))
    .filter((part) => part !== undefined);
}

function locationOf(exception: Exception | undefined): string | undefined {
  const frame = exception && culpritOf(exception);
  return frame && [frame.filename, frame.function].join(" ");
}

/** Every word with a digit in it is a number, an id or an address of something. */
function withoutIds(message: string | undefined): string | undefined {
  return message
    ?.split(/\s+/)
    .map((word) => (/\d/.test(word) ? "#" : word))
    .join(" ");
}

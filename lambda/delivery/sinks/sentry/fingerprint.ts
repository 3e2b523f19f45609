import type { Exception } from "@sentry/core";
import type { LogRecord } from "../../../../catalog";
import { MAX_TAG_VALUE } from "./limits";
import { sanitizeName } from "./sanitize";
import { culpritOf } from "./stacktrace";

/**
 * Groups errors into issues by logger, error type, and origin: the innermost frame of the application's code, or else
 * the event name, or else the message without variable words. Line numbers are excluded, because every release would
 * create a new issue.
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

/** Words that contain a digit are numbers, ids or addresses, which vary. */
function withoutIds(message: string | undefined): string | undefined {
  return message
    ?.split(/\s+/)
    .map((word) => (/\d/.test(word) ? "#" : word))
    .join(" ");
}

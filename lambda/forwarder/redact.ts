import type { LogEvent } from "../delivery/log-event";
import type { Redactor } from "../redaction";
import type { ParsedEvent } from "./parse";

export interface RedactedEvents {
  readonly events: readonly LogEvent[];
  /** Number of replaced secrets. */
  readonly replacements: number;
  /** Number of events reduced to their safe fields, because redaction failed. */
  readonly failures: number;
}

/** Redacts parsed events. All later stages receive only redacted text. */
export function redactEvents(parsed: readonly ParsedEvent[], { redactRecord }: Redactor): RedactedEvents {
  let replacements = 0;
  let failures = 0;
  const events = parsed.map(({ unredacted, ...event }) => {
    const redacted = redactRecord(unredacted, event.log);
    replacements += redacted.replacements;
    if (redacted.failed) failures += 1;
    return { ...event, record: redacted.record };
  });
  return { events, replacements, failures };
}

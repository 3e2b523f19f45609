import type { LogEvent } from "../delivery/log-event";
import type { Redactor } from "../redaction";
import type { ParsedEvent } from "./parse";

export interface RedactedEvents {
  readonly events: readonly LogEvent[];
  /** Secrets replaced. */
  readonly replacements: number;
  /** Events of which only the safe fields are left. */
  readonly failures: number;
}

/** Parsed events as every sink may see them. The text of a line goes no further than this. */
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

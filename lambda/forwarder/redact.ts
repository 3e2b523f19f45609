import type { LogEvent, RawEvent } from "../delivery/log-event";
import type { Redactor } from "../redaction";
import { parseRecord } from "./parse";

export interface RedactedEvents {
  readonly events: readonly LogEvent[];
  /** Secrets replaced. */
  readonly replacements: number;
  /** Events of which only the safe fields are left. */
  readonly failures: number;
}

/** Raw events as every sink may see them. The text of a line goes no further than this. */
export function parseAndRedact(raw: readonly RawEvent[], { redactRecord }: Redactor): RedactedEvents {
  let replacements = 0;
  let failures = 0;
  const events = raw.map(({ message, ...event }) => {
    const redacted = redactRecord(parseRecord(message, event.timestamp), event.log);
    replacements += redacted.replacements;
    if (redacted.failed) failures += 1;
    return { ...event, record: redacted.record };
  });
  return { events, replacements, failures };
}

import type { FailedEvent } from "../delivery/failed-events-object";
import type { LogEvent } from "../delivery/log-event";
import { type Redactor, withRedactedClasses } from "../redaction";

export interface EventsRedactedAgain {
  readonly events: readonly LogEvent[];
  /** Number of events that are sent as they were parked, because their second redaction failed. */
  readonly failures: number;
}

/**
 * Redacts parked events a second time, because detectors or the environment's policy may have changed since they were
 * parked, up to 30 days ago. With the same rules it changes nothing.
 *
 * An event whose second redaction fails is sent as it was parked. It is redacted already: the sinks that did not fail
 * received it in this form. Withholding its text would lose the text, because its parked object is deleted afterwards.
 */
export function redactAgain(
  failedEvents: readonly FailedEvent[],
  { redactRecord }: Redactor,
): EventsRedactedAgain {
  let failures = 0;
  const events = failedEvents.map(({ event }) => {
    const { record, classes, failed } = redactRecord(event.record, event.log);
    if (!failed) return { ...event, record: withRedactedClasses(record, classes) };
    failures += 1;
    return event;
  });
  return { events, failures };
}

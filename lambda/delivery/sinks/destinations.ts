import { logById, type SinkName } from "../../../catalog";
import type { LogEvent } from "../log-event";

/** Whether the catalogue sends the event's log to the sink. */
export function isDestination(sink: SinkName, event: LogEvent): boolean {
  const destinations: readonly SinkName[] = logById(event.log).destinations;
  return destinations.includes(sink);
}

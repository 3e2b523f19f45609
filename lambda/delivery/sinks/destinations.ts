import { logById, type SinkName } from "../../../catalog";
import type { LogEvent } from "../log-event";

/** Whether the catalogue lists the sink as a destination of the event's log. */
export function isDestination(sink: SinkName, event: LogEvent): boolean {
  const destinations: readonly SinkName[] = logById(event.log).destinations;
  return destinations.includes(sink);
}

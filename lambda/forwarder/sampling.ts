import type { LogId } from "../../catalog";
import type { LogEvent } from "../delivery/log-event";
import { isError } from "../delivery/severity";
import { eventDigest } from "../delivery/sinks/event-digest";

/** Share of a log's events that is kept, above 0 and at most 1; a log without a rate is kept whole. */
export type SampleRates = Readonly<Partial<Record<LogId, number>>>;

/**
 * Whether an event is among those that its log's rate keeps: the same answer at every delivery of it, because the
 * event's digest decides. Errors are always kept.
 */
export function createSampler(rates: SampleRates): (event: LogEvent) => boolean {
  return (event) => {
    const rate = rates[event.log] ?? 1;
    return rate >= 1 || isError(event.record.level) || fraction(event) < rate;
  };
}

/** From 0 to 1, which is never reached; evenly spread over the events. */
function fraction(event: LogEvent): number {
  return eventDigest(event).readUInt32BE(0) / 2 ** 32;
}

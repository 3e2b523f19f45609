import { isErrorLevel, type LogId } from "../../catalog";
import type { LogEvent } from "../delivery/log-event";
import { eventDigest } from "../delivery/sinks/event-digest";

/** Fraction of a log's events to keep, above 0 and at most 1; a log without a rate keeps all events. */
export type SampleRates = Readonly<Partial<Record<LogId, number>>>;

/**
 * Decides whether an event passes the sampling rate of its log. The event's digest decides, so the result is the same
 * in every delivery. Errors always pass.
 */
export function createSampler(rates: SampleRates): (event: LogEvent) => boolean {
  return (event) => {
    const rate = rates[event.log] ?? 1;
    return rate >= 1 || isErrorLevel(event.record.level) || fraction(event) < rate;
  };
}

/** A number from 0 up to, not including, 1; evenly distributed over the events. */
function fraction(event: LogEvent): number {
  return eventDigest(event).readUInt32BE(0) / 2 ** 32;
}

/**
 * Maximum pause that a sink can ask for, in milliseconds. Otherwise one faulty response, such as a `Retry-After` of a
 * year, would stop the delivery until somebody intervenes. Afterwards a single request probes the sink.
 */
export const MAX_PAUSE_MS = 15 * 60_000;

/** A requested pause within its limits; 0 for a time that has passed. */
export function capPause(ms: number): number {
  return Math.min(MAX_PAUSE_MS, Math.max(0, ms));
}

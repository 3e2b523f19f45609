export interface TimeSlice {
  /** Milliseconds since the epoch, both included. */
  readonly startTime: number;
  readonly endTime: number;
}

const SLOT_MS = 3_600_000;

/**
 * A share of each hour of a time window, at a random place in the hour, so that no time of the day is left out. With a
 * share of 1, the whole window.
 *
 * @param random a number from 0 to below 1
 */
export function timeSlices(
  since: number,
  until: number,
  share: number,
  random: () => number,
): readonly TimeSlice[] {
  if (share === 1) return [{ startTime: since, endTime: until }];
  const slices: TimeSlice[] = [];
  for (let slot = since; slot < until; slot += SLOT_MS) {
    const slotMs = Math.min(SLOT_MS, until - slot);
    const lengthMs = Math.max(1, Math.round(slotMs * share));
    const startTime = slot + Math.floor(random() * (slotMs - lengthMs + 1));
    slices.push({ startTime, endTime: startTime + lengthMs - 1 });
  }
  return slices;
}

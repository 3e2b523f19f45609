export interface TimeSlice {
  /** Milliseconds since the epoch, both included. */
  readonly startTime: number;
  readonly endTime: number;
}

/** Each part needs a request, whose rate is limited. Of seven days, the parts begin at seven-hour intervals. */
export const PARTS = 24;

/**
 * A share of each of PARTS equal parts of a time window, at a random place in the part, so that no time of the day is
 * left out. With a share of 1, the whole window.
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
  const partMs = Math.max(1, Math.ceil((until - since) / PARTS));
  for (let part = since; part < until; part += partMs) {
    const thisMs = Math.min(partMs, until - part);
    const lengthMs = Math.max(1, Math.round(thisMs * share));
    const startTime = part + Math.floor(random() * (thisMs - lengthMs + 1));
    slices.push({ startTime, endTime: startTime + lengthMs - 1 });
  }
  return slices;
}

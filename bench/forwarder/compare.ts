import { isMoreBetter, type Measurement, noiseOf, PORTABLE_UNITS, valueOf } from "./measurement";
import type { Run } from "./saved-run";

/** Smaller changes are not reported, even if a measurement varies less. */
const MIN_CHANGE = 0.05;
/** A change above this many times the noise of both runs together is no accident. */
const NOISE_FACTOR = 3;

export interface Comparison {
  readonly measurement: Measurement;
  readonly before: number;
  readonly now: number;
  /** Relative: 0.1 is 10 % more than before. */
  readonly change: number;
  readonly verdict: "better" | "worse" | "same";
}

/**
 * Compares the measurements that both runs contain. Times in seconds compare only on the same machine and version of
 * Node.js; on another, only sizes and ratios to the floor are compared.
 *
 * @throws Error if only one of the runs is short
 */
export function compareRuns(before: Run, now: Run): readonly Comparison[] {
  if (before.short !== now.short)
    throw new Error(
      `one run is ${before.short ? "short" : "whole"}, the other ${now.short ? "short" : "whole"}; run both with or without --short`,
    );
  const onSameMachine = before.machine.cpu === now.machine.cpu && before.machine.node === now.machine.node;
  const saved = new Map(before.measurements.map((measurement) => [measurement.id, measurement]));
  return now.measurements
    .filter(({ unit }) => onSameMachine || PORTABLE_UNITS.some((portable) => portable === unit))
    .flatMap((measurement) => {
      const earlier = saved.get(measurement.id);
      return earlier?.unit === measurement.unit ? compare(earlier, measurement) : [];
    });
}

function compare(earlier: Measurement, measurement: Measurement): Comparison {
  const [before, now] = [valueOf(earlier), valueOf(measurement)];
  const noise = Math.hypot(noiseOf(earlier), noiseOf(measurement));
  const isNoise = Math.abs(now - before) <= Math.max(MIN_CHANGE * before, NOISE_FACTOR * noise);
  const isMore = now > before;
  return {
    measurement,
    before,
    now,
    change: before === 0 ? 0 : now / before - 1,
    verdict: isNoise ? "same" : isMore === isMoreBetter(measurement.unit) ? "better" : "worse",
  };
}

import { isMoreBetter, type Measurement, noiseOf, PORTABLE_UNITS, type Unit, valueOf } from "./measurement";
import type { Machine } from "./machine";
import type { Run } from "./saved-run";

/** Smaller changes are not reported, even if a measurement varies less. */
const MIN_CHANGE = 0.05;
/** The peak of the memory depends on when V8 collects garbage. */
const MIN_CHANGE_OF_MEMORY = 0.25;
/** Load average for each core above which other programs made elapsed times longer. */
const MAX_IDLE_LOAD = 0.25;
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
 * Compares the measurements that both runs contain. Times compare only on the same machine and version of Node.js; on
 * another, only sizes and ratios to the floor are compared. Elapsed times compare only if the machine was idle before both
 * runs.
 *
 * @throws Error if only one of the runs is short
 */
export function compareRuns(before: Run, now: Run): readonly Comparison[] {
  if (before.short !== now.short)
    throw new Error(
      `one run is ${before.short ? "short" : "whole"}, the other ${now.short ? "short" : "whole"}; run both with or without --short`,
    );
  const isComparable = comparableUnits(before.machine, now.machine);
  const saved = new Map(before.measurements.map((measurement) => [measurement.id, measurement]));
  return now.measurements
    .filter(({ unit }) => isComparable(unit))
    .flatMap((measurement) => {
      const earlier = saved.get(measurement.id);
      return earlier?.unit === measurement.unit ? compare(earlier, measurement) : [];
    });
}

function comparableUnits(before: Machine, now: Machine): (unit: Unit) => boolean {
  const isSameMachine = before.cpu === now.cpu && before.node === now.node;
  const isIdle = [before, now].every(({ load, cores }) => load <= MAX_IDLE_LOAD * cores);
  return (unit) =>
    PORTABLE_UNITS.some((portable) => portable === unit) || (isSameMachine && (unit !== "ms" || isIdle));
}

function compare(earlier: Measurement, measurement: Measurement): Comparison {
  const [before, now] = [valueOf(earlier), valueOf(measurement)];
  const noise = Math.hypot(noiseOf(earlier), noiseOf(measurement));
  const minChange = measurement.unit === "MiB" ? MIN_CHANGE_OF_MEMORY : MIN_CHANGE;
  const isNoise = Math.abs(now - before) <= Math.max(minChange * before, NOISE_FACTOR * noise);
  const isMore = now > before;
  return {
    measurement,
    before,
    now,
    change: before === 0 ? 0 : now / before - 1,
    verdict: isNoise ? "same" : isMore === isMoreBetter(measurement.unit) ? "better" : "worse",
  };
}

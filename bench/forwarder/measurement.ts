import { median } from "../../catalog/measurements";

/** Units that depend little on the machine, so that runs on two machines can be compared. */
export const PORTABLE_UNITS = ["× floor", "MiB", "KiB"] as const;
export type Unit = (typeof PORTABLE_UNITS)[number] | "CPU µs" | "CPU ms" | "ms" | "events/CPU s";

/** One property of the forwarder, measured several times. */
export interface Measurement {
  /** The same in every run. */
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly unit: Unit;
  /** In the order of the rounds; at least one. */
  readonly samples: readonly number[];
}

export function valueOf({ samples }: Pick<Measurement, "samples">): number {
  return median(samples);
}

/**
 * The noise of a measurement, in its unit: the median absolute deviation of its samples, which one slow round does not
 * change, scaled to the standard deviation of a normal distribution. Source: Rousseeuw and Croux, "Alternatives to the
 * Median Absolute Deviation".
 */
export function noiseOf({ samples }: Pick<Measurement, "samples">): number {
  const middle = median(samples);
  return 1.4826 * median(samples.map((sample) => Math.abs(sample - middle)));
}

/** Only of the number of events, more is better. */
export function isMoreBetter(unit: Unit): boolean {
  return unit === "events/CPU s";
}

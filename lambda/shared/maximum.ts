/** The largest value, at least 0. Unlike `Math.max(...values)`, it accepts any number of values. */
export function maximum(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}

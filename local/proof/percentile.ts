/** The percentile by linear interpolation between the closest ranks. @throws RangeError for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined)
    throw new RangeError("a percentile needs at least one value");
  return below + (above - below) * (rank - Math.floor(rank));
}

/**
 * The percentile by Hazen's definition: each value stands in the middle of its share of the ranks, and what lies
 * between two is interpolated. It is the definition a t-digest, and so the engine's aggregation, approximates.
 * Sources: Hyndman and Fan, "Sample Quantiles in Statistical Packages", definition 5; Dunning and Ertl, "Computing
 * Extremely Accurate Quantiles Using t-Digests".
 *
 * @throws RangeError for no values
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  const rank = Math.min(Math.max((percent / 100) * sorted.length - 0.5, 0), last);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined)
    throw new RangeError("a percentile needs at least one value");
  return below + (above - below) * (rank - Math.floor(rank));
}

/**
 * The percentile by Hazen's definition: each value is at the middle of its share of the ranks, and values between ranks
 * are interpolated. A t-digest, and so OpenSearch's percentiles aggregation, approximates this definition. Sources:
 * Hyndman and Fan, "Sample Quantiles in Statistical Packages", definition 5; Dunning and Ertl, "Computing Extremely
 * Accurate Quantiles Using t-Digests".
 *
 * @throws RangeError if there are no values
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

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

/** The least and the greatest value that one of the definitions of a percentile gives. */
export interface PercentileRange {
  readonly least: number;
  readonly greatest: number;
}

/**
 * The values between which the answer of the search engine lies. Every definition of the sample percentile is between
 * the values at the positions n·p and n·p + 1 of the sorted values. A t-digest merges neighbouring values into clusters
 * and interpolates between their means, so its answer can be half a cluster away. Sources: Hyndman and Fan, "Sample
 * Quantiles in Statistical Packages", definitions 1 to 9; t-digest 3.3, `ScaleFunction.K_2`, for the largest cluster.
 *
 * @param compression of the t-digest
 * @throws RangeError if there are no values
 */
export function percentileRange(
  values: readonly number[],
  percent: number,
  compression: number,
): PercentileRange {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  const p = percent / 100;
  const cluster = (count * p * (1 - p) * (4 * Math.log(Math.max(count / compression, 1)) + 24)) / compression;
  // A cluster of one value is that value.
  const off = cluster > 1 ? cluster / 2 : 0;
  const least = sorted[Math.max(Math.floor(count * p - off), 1) - 1];
  const greatest = sorted[Math.min(Math.ceil(count * p + 1 + off), count) - 1];
  if (least === undefined || greatest === undefined)
    throw new RangeError("a percentile needs at least one value");
  return { least, greatest };
}

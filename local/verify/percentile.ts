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
 * The values between which every definition of the sample percentile lies: those at the positions n·p and n·p + 1 of the
 * sorted values. OpenSearch and CloudWatch Logs Insights do not document which definition they use. Source: Hyndman and
 * Fan, "Sample Quantiles in Statistical Packages", definitions 1 to 9.
 *
 * @throws RangeError if there are no values
 */
export function percentileRange(values: readonly number[], percent: number): PercentileRange {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (percent / 100) * sorted.length;
  const least = sorted[Math.max(Math.floor(position), 1) - 1];
  const greatest = sorted[Math.min(Math.ceil(position + 1), sorted.length) - 1];
  if (least === undefined || greatest === undefined)
    throw new RangeError("a percentile needs at least one value");
  return { least, greatest };
}

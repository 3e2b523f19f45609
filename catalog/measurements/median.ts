/**
 * The middle of the sorted values, or the mean of the two in the middle.
 * @throws RangeError if there are no values
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (below === undefined || above === undefined) throw new RangeError("a median needs at least one value");
  return (below + above) / 2;
}

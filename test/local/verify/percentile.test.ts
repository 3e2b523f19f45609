import fc from "fast-check";
import { percentile, percentileRange } from "../../../local/verify/percentile";

test.each([
  [[5], 50, 5],
  [[1, 2], 50, 1.5],
  [[4, 1, 3, 2], 0, 1],
  [[4, 1, 3, 2], 100, 4],
  [[10, 20, 30, 40, 50], 25, 17.5],
])("of %j, p%d is %d", (values, percent, expected) => {
  expect(percentile(values, percent)).toBe(expected);
});

test("a percentile is between the smallest and the largest value", () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), fc.integer({ min: 0, max: 100 }), (values, percent) => {
      const value = percentile(values, percent);
      expect(value).toBeGreaterThanOrEqual(Math.min(...values));
      expect(value).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});

test("an empty list has no percentile", () => {
  expect(() => percentile([], 50)).toThrow(RangeError);
});

describe("the range of a t-digest's percentile", () => {
  const values = Array.from({ length: 2_000 }, (_, index) => index + 1);

  test("is that of the definitions if every cluster is one value", () => {
    expect(percentileRange(values.slice(0, 20), 50, 1_000)).toEqual({ least: 10, greatest: 11 });
  });

  test("is wider for larger clusters, and narrower towards the ends", () => {
    // 2,000 · 0.95 · 0.05 · (4 · ln 20 + 24) / 100 = 34 values in a cluster.
    expect(percentileRange(values, 95, 100)).toEqual({ least: 1_882, greatest: 1_919 });
    expect(percentileRange(values, 99, 100)).toEqual({ least: 1_976, greatest: 1_985 });
  });

  test("has only values that exist", () => {
    expect(percentileRange([7, 9], 100, 100)).toEqual({ least: 9, greatest: 9 });
    expect(() => percentileRange([], 50, 100)).toThrow(RangeError);
  });
});

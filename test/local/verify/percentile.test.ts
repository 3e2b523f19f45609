import fc from "fast-check";
import { percentile } from "../../../local/verify/percentile";

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

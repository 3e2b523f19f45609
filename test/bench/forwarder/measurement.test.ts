import { noiseOf, valueOf } from "../../../bench/forwarder/measurement";

test("the value is the median, which one slow round does not change", () => {
  expect(valueOf({ samples: [2, 1, 90, 3, 2] })).toBe(2);
});

test("the noise is that of the usual rounds, not of the slowest", () => {
  const usual = [10, 11, 9, 10, 11, 9, 10];
  expect(noiseOf({ samples: [...usual, 500] })).toBeLessThan(2);
  expect(noiseOf({ samples: usual })).toBeGreaterThan(0.5);
});

test("a single sample has no noise", () => {
  expect(noiseOf({ samples: [7] })).toBe(0);
});

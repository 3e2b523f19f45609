import { flameGraph, savedStacks } from "../../../../scripts/docs/performance/flame-graph";
import {
  coldStartPlot,
  memoryPlot,
  scalingPlot,
  throughputPlot,
} from "../../../../scripts/docs/performance/plots";
import { measurementsOf } from "../../../../scripts/docs/performance/run";

test.each([
  ["throughput", throughputPlot, "rate/"],
  ["cold start", coldStartPlot, "cold/cpuMs/"],
  ["peak memory", memoryPlot, "memory/"],
] as const)("the picture of the %s has a bar for each measurement of the table", async (_, plot, prefix) => {
  const svg = await plot();
  const measurements = measurementsOf(prefix);
  expect(measurements.length).toBeGreaterThan(2);
  for (const { title } of measurements) expect(svg).toContain(`>${title}<`);
});

test("the picture of the scaling has a point for each size of an invocation", async () => {
  const svg = await scalingPlot();
  expect(measurementsOf("scaling/").map(({ id }) => id)).toEqual(
    [1, 10, 100, 1_000, 10_000, 100_000].map((events) => `scaling/${events}`),
  );
  expect(svg).toContain("events of an invocation");
});

test("the flame graph names the largest frames, and no frame has less than its calls", async () => {
  const svg = await flameGraph();
  const { frames } = savedStacks();
  const [largest] = frames;
  expect(svg).toContain(`>${largest?.name} ${Math.round((largest?.share ?? 0) * 100)} %<`);
  const sum = (shares: readonly { readonly share: number }[]) =>
    shares.reduce((total, { share }) => total + share, 0);
  const check = (some: typeof frames): void => {
    for (const { share, calls } of some) {
      // Shares are rounded to four digits.
      expect(sum(calls)).toBeLessThanOrEqual(share + 0.005);
      check(calls);
    }
  };
  check(frames);
  expect(sum(frames)).toBeLessThanOrEqual(1.005);
});

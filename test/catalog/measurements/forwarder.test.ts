import { SINK_NAMES } from "../../../catalog";
import {
  eventsPerCpuSecond,
  invocationCpuMs,
  measured,
  measuredIndex,
  median,
  peakMemoryMiB,
} from "../../../catalog/measurements";
import run from "../../../catalog/measurements/forwarder.json";

test.each([
  [[3], 3],
  [[1, 2], 1.5],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("nothing has no median", () => {
  expect(() => median([])).toThrow(RangeError);
});

test("the saved run is a whole one, which has every figure that other code reads", () => {
  expect(run.short).toBe(false);
  expect(invocationCpuMs()).toBeGreaterThan(0);
  expect(peakMemoryMiB()).toBeGreaterThan(measured("memory/errors/1"));
  expect(measuredIndex("project").bytesPerDocument).toBeLessThan(measuredIndex("dynamic").bytesPerDocument);
});

test("a forwarder of one sink processes more events than one of all sinks, and two sinks count as all", () => {
  const all = eventsPerCpuSecond(SINK_NAMES);
  for (const sink of SINK_NAMES) expect(eventsPerCpuSecond([sink])).toBeGreaterThan(all);
  expect(eventsPerCpuSecond(["opensearch", "sentry"])).toBe(all);
});

test("an unknown figure is named, with the remedy", () => {
  expect(() => measured("rate/none")).toThrow(/no measurement "rate\/none".*npm run bench/);
  expect(() => measuredIndex("none")).toThrow(/unknown index "none", expected one of dynamic, project/);
});

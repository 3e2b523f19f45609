import type { Measurement } from "../../../bench/forwarder/measurement";
import { mergeSamples } from "../../../bench/forwarder/run";

function measurement(id: string, ...samples: readonly number[]): Measurement {
  return { id, group: "CPU", title: id, unit: "× floor", samples };
}

test("the samples of all turns are one measurement, in the order of the turns", () => {
  const turns = [measurement("a", 1, 2), measurement("b", 5), measurement("a", 3), measurement("b", 4, 6)];
  expect(mergeSamples(turns)).toEqual([measurement("a", 1, 2, 3), measurement("b", 5, 4, 6)]);
});

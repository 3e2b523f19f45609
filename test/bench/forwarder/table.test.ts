import { comparisonTable, measurementTable } from "../../../bench/forwarder/table";
import type { Measurement } from "../../../bench/forwarder/measurement";

const RATIO: Measurement = {
  ...{ id: "cpu/datadog", group: "CPU", title: "datadog", unit: "× floor" },
  samples: [1.4, 1.5, 1.6],
};
const RATE: Measurement = {
  id: "rate",
  group: "throughput",
  title: "all",
  unit: "events/CPU s",
  samples: [31_234.5],
};

test("a table has one aligned row for each measurement, with its unit and its noise", () => {
  expect(measurementTable([RATIO, RATE]).split("\n")).toEqual([
    "| measurement | lines or case | value               | ±     |",
    "| ----------- | ------------- | ------------------- | ----- |",
    "| CPU         | datadog       | 1.5 × floor         | 0.148 |",
    "| throughput  | all           | 31,235 events/CPU s |       |",
  ]);
});

test("a comparison lists what changed, by how much, and omits the rest", () => {
  const table = comparisonTable([
    { measurement: RATIO, before: 1, now: 1.5, change: 0.5, verdict: "worse" },
    { measurement: RATE, before: 31_000, now: 31_234.5, change: 0.01, verdict: "same" },
  ]);
  expect(table).toContain("| worse | CPU         | datadog       | 1 × floor | 1.5 × floor | +50 %  |");
  expect(table).not.toContain("throughput");
});

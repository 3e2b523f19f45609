import { compareRuns } from "../../../bench/forwarder/compare";
import type { Measurement } from "../../../bench/forwarder/measurement";
import type { Run } from "../../../bench/forwarder/saved-run";

const MACHINE = { cpu: "Xeon", cores: 2, memoryGiB: 8, node: "v24.1.0", platform: "linux x64", load: 0 };

function run(samples: readonly number[], more: Partial<Run> = {}, measured: Partial<Measurement> = {}): Run {
  const measurement: Measurement = {
    ...{ id: "cpu/datadog", group: "CPU", title: "datadog", unit: "× floor", samples },
    ...measured,
  };
  return {
    ...{ version: 1, measuredAt: "2026-01-02T00:00:00Z", short: false, machine: MACHINE },
    measurements: [measurement],
    ...more,
  };
}

function verdicts(before: Run, now: Run) {
  return compareRuns(before, now).map(({ verdict }) => verdict);
}

const STEADY = [2, 2.01, 1.99, 2, 2];

test.each([
  ["the same samples", STEADY, "same"],
  ["3 % more", STEADY.map((sample) => sample * 1.03), "same"],
  ["a tenth more", STEADY.map((sample) => sample * 1.1), "worse"],
  ["a tenth less", STEADY.map((sample) => sample * 0.9), "better"],
  ["a tenth more in noisy rounds", [1.2, 2.2, 3.4, 1.7, 2.9], "same"],
  ["twice as much in noisy rounds", [4.1, 3.9, 4.3, 3.7, 4], "worse"],
])("%s", (_, samples, verdict) => {
  expect(verdicts(run(STEADY), run(samples))).toEqual([verdict]);
});

test("noise of the saved run counts as well", () => {
  expect(verdicts(run([1.2, 2, 3, 1.5, 2.6]), run([2.5, 2.51, 2.5]))).toEqual(["same"]);
});

test("fewer events per CPU second are worse, and more are better", () => {
  const rate = { unit: "events/CPU s" } as const;
  expect(verdicts(run([100], {}, rate), run([80], {}, rate))).toEqual(["worse"]);
  expect(verdicts(run([100], {}, rate), run([120], {}, rate))).toEqual(["better"]);
});

test("a measurement that only one run has is not compared", () => {
  expect(compareRuns(run([1], {}, { id: "removed" }), run([9]))).toEqual([]);
});

test.each([
  ["another processor", { ...MACHINE, cpu: "Graviton" }],
  ["another version of Node.js", { ...MACHINE, node: "v20.1.0" }],
])("with %s, ratios are compared and times are not", (_, machine) => {
  expect(verdicts(run([1]), run([9], { machine }))).toEqual(["worse"]);
  const time = { unit: "CPU µs" } as const;
  expect(verdicts(run([1], {}, time), run([9], { machine }, time))).toEqual([]);
  expect(verdicts(run([1], {}, time), run([9], {}, time))).toEqual(["worse"]);
});

test("elapsed times are compared only if the machine was idle before both runs", () => {
  const elapsed = { unit: "ms" } as const;
  const busy = { machine: { ...MACHINE, load: 3 } };
  expect(verdicts(run([1], {}, elapsed), run([9], {}, elapsed))).toEqual(["worse"]);
  expect(verdicts(run([1], busy, elapsed), run([9], {}, elapsed))).toEqual([]);
  expect(verdicts(run([1], {}, elapsed), run([9], busy, elapsed))).toEqual([]);
});

test("a fifth more memory is no change, because it depends on the garbage collection", () => {
  const memory = { unit: "MiB" } as const;
  expect(verdicts(run([100], {}, memory), run([120], {}, memory))).toEqual(["same"]);
  expect(verdicts(run([100], {}, memory), run([140], {}, memory))).toEqual(["worse"]);
});

test("a short run does not compare with a whole one", () => {
  expect(() => compareRuns(run([1], { short: true }), run([1]))).toThrow(
    "one run is short, the other whole; run both with or without --short",
  );
});

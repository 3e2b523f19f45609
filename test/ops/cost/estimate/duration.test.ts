import fc from "fast-check";
import { eventsPerCpuSecond, invocationCpuMs } from "../../../../catalog/measurements";
import { ASSUMPTIONS } from "../../../../ops/cost/estimate/assumptions";
import { cpuShare, durationMs } from "../../../../ops/cost/estimate/duration";

test.each([
  [1_769, 1],
  [884.5, 0.5],
  [10_240, 1],
])("a function with %d MiB has %d vCPU for its one busy thread", (memoryMiB, share) => {
  expect(cpuShare(memoryMiB)).toBe(share);
});

test("with one vCPU, an invocation takes the CPU time of its events, and waits for its sinks", () => {
  const events = eventsPerCpuSecond(["datadog"]) / 2;
  expect(durationMs({ sinks: ["datadog"], events, memoryMiB: 1_769 })).toBeCloseTo(
    500 + invocationCpuMs() + ASSUMPTIONS.sinkMs.value,
    6,
  );
});

test("half of the memory doubles the CPU time, and leaves the waiting time", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 256, max: 1_768 }),
      (events, memoryMiB) => {
        const wait = ASSUMPTIONS.sinkMs.value;
        const whole = durationMs({ sinks: ["sentry"], events, memoryMiB });
        const half = durationMs({ sinks: ["sentry"], events, memoryMiB: memoryMiB / 2 });
        expect(half - wait).toBeCloseTo(2 * (whole - wait), 3);
      },
    ),
  );
});

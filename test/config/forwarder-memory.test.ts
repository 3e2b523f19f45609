import { DEFAULT_FORWARDER_MEMORY_MIB, memoryFor } from "../../config";
import { MIB_PER_VCPU, peakMemoryMiB } from "../../catalog/measurements";
import { ASSUMPTIONS } from "../../ops/cost/estimate/assumptions";
import { durationMs } from "../../ops/cost/estimate/duration";
import { shippedConfig } from "../fixtures/stacks";

test.each([
  [100, 256],
  [204.8, 256],
  [205, 512],
  [600, 768],
  [750, 1_024],
  [1_415, 1_769],
])("a peak of %d MiB needs %d MiB", (peak, memory) => {
  expect(memoryFor(peak)).toBe(memory);
});

test.each([
  [100, 0.5, 1_024],
  [100, 1, 1_769],
  [1_300, 0.5, 1_769],
])("a peak of %d MiB with %d vCPU needs %d MiB", (peak, vcpu, memory) => {
  expect(memoryFor(peak, vcpu)).toBe(memory);
});

test("a peak above the largest step is an error that names both", () => {
  expect(() => memoryFor(3_000)).toThrow("a peak of 3000 MiB needs 3750 MiB, above 3008 MiB");
});

test("the default has room for the measured peak, and between half a vCPU and one", () => {
  expect(DEFAULT_FORWARDER_MEMORY_MIB).toBeGreaterThanOrEqual(peakMemoryMiB() * 1.25);
  expect(DEFAULT_FORWARDER_MEMORY_MIB).toBeGreaterThanOrEqual(MIB_PER_VCPU / 2);
  expect(DEFAULT_FORWARDER_MEMORY_MIB).toBeLessThanOrEqual(MIB_PER_VCPU);
  expect(shippedConfig("production").forwarding.memoryMiB).toBe(DEFAULT_FORWARDER_MEMORY_MIB);
});

// A Kinesis batch is the largest invocation: the payloads of CloudWatch Logs are compressed batches of up to 1 MiB.
test("with the default memory, a full Kinesis batch takes at most a third of the timeout", () => {
  const { forwarding } = shippedConfig("production");
  const events =
    (forwarding.kinesis.batchSize * ASSUMPTIONS.maxPayloadBytes.value) / ASSUMPTIONS.bytesPerLine.value;
  const ms = durationMs({ sinks: ["opensearch"], events, memoryMiB: forwarding.memoryMiB });
  expect(ms).toBeLessThan((forwarding.timeoutSeconds * 1_000) / 3);
});

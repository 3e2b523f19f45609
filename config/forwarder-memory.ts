import { MIB_PER_VCPU, peakMemoryMiB } from "../catalog/measurements";

/** What a function may have, in MiB; any number is possible, but these differ enough to matter. */
const STEPS = [256, 512, 768, 1_024, 1_536, 1_769, 2_048, 3_008] as const;

/**
 * Free memory on top of the measured peak, as a share of it: the runtime of Lambda, which the measured process does not
 * have, and payloads of another shape.
 */
const HEADROOM = 0.25;

/**
 * The least share of a vCPU, so that a cold start and the redaction of a payload that consists of personal data take at most
 * twice their CPU time. Lambda gives a function a share in proportion to its memory.
 */
const MIN_VCPU = 0.5;

/**
 * The least memory, in MiB, in which a process with this peak of the resident set has its headroom, and this share of a
 * vCPU. A payload costs the same GB-seconds with any memory up to one vCPU, and the time in which a function waits for its
 * sinks costs less with less.
 *
 * @throws RangeError if the peak exceeds every step
 */
export function memoryFor(peakMiB: number, vcpu = 0): number {
  const needed = peakMiB * (1 + HEADROOM);
  const memory = STEPS.find((step) => step >= needed && step >= vcpu * MIB_PER_VCPU);
  if (memory === undefined)
    throw new RangeError(
      `a peak of ${peakMiB} MiB needs ${Math.ceil(needed)} MiB, above ${STEPS.at(-1)} MiB; forward in smaller pieces`,
    );
  return memory;
}

/** The default of `forwarding.memoryMiB`: what the measured payload that needs most needs, with half a vCPU. */
export const DEFAULT_FORWARDER_MEMORY_MIB = memoryFor(peakMemoryMiB(), MIN_VCPU);

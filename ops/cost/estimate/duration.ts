import { eventsPerCpuSecond, invocationCpuMs, MIB_PER_VCPU } from "../../../catalog/measurements";
import type { SinkName } from "../../../catalog";
import { ASSUMPTIONS } from "./assumptions";

/**
 * The share of a vCPU that Lambda gives a function with this memory. A forwarder has one busy thread, so more than one
 * vCPU does not make it faster.
 */
export function cpuShare(memoryMiB: number): number {
  return Math.min(1, memoryMiB / MIB_PER_VCPU);
}

export interface InvocationWork {
  /** Decides what an event costs. */
  readonly sinks: readonly SinkName[];
  readonly events: number;
  readonly memoryMiB: number;
}

/**
 * Duration of an average invocation, in milliseconds: the measured CPU time, on the share of a vCPU that the memory
 * gives, and the time until the sinks have answered.
 */
export function durationMs({ sinks, events, memoryMiB }: InvocationWork): number {
  const cpuMs = invocationCpuMs() + (events / eventsPerCpuSecond(sinks)) * 1_000;
  return cpuMs / cpuShare(memoryMiB) + ASSUMPTIONS.sinkMs.value;
}

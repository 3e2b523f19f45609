export { eventsPerCpuSecond, invocationCpuMs, measured, MIB_PER_VCPU, peakMemoryMiB } from "./forwarder";
export { INDEX_RUN, measuredIndex, type MeasuredIndex } from "./index-size";
export { median } from "./median";

export type { CostRow } from "./cost-row";
export { estimate, type Estimate, type LineCost, type ServiceTotal } from "./estimate";
export { BYTES_PER_GIB, DAYS_PER_MONTH } from "./month";
export { type LogVolume, type LogVolumes, mapLogs, sumVolumes, type Workload } from "./workload";

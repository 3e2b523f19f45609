export { CAPACITY_ASSUMPTIONS } from "./assumptions";
export { domainShards } from "./domain";
export { eventStreams, forwarderConcurrency, putLogEventsRate, totalSinkRate, writtenRate } from "./load";
export { largestVolume, type Plan, planFor, situationFor } from "./plan";
export { isExceeded, type Quota, QUOTAS, type Situation } from "./quotas";

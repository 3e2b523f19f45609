export { expectedBySink } from "./arrivals";
export { sinkCounts } from "./counts";
export { engine } from "./engine";
export { functionLogGroups, messagesOf } from "./log-groups";
export { prove } from "./verify";
export { type Report, report } from "./report";
export { objectKeys, waitingPlaces } from "./waiting";

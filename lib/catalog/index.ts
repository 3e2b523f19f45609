export * from "./alarms";
export * from "./fields";
export * from "./log-metrics";
export * from "./logs";
export * from "./metrics";
export * from "./names";
export * from "./questions";
export * from "./retention";

export * from "./fields";
export * from "./logs";
export * from "./names";
export * from "./questions";
export * from "./retention";

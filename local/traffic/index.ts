export type { LogLine } from "./log-line";
export { writeAndShipContinuously, writeAndShip } from "./write-and-ship";
export type { TrafficOptions } from "./write-and-ship";
export type { PlantedSecret, SecretKind } from "./planted-secrets";
export { summarizeTraffic, type TrafficSummary } from "./traffic-summary";

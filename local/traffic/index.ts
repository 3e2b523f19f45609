export type { LogLine } from "./generate-lines";
export { writeAndShipContinuously, writeAndShip } from "./write-and-ship";
export type { TrafficOptions } from "./write-and-ship";
export type { PlantedSecret } from "./planted-secrets";
export { summarizeTraffic, type TrafficSummary } from "./traffic-summary";

export type { LogLine as Line } from "./generate-lines";
export { writeAndShipContinuously as keepTraffic, writeAndShip } from "./write-and-ship";
export type { TrafficOptions } from "./write-and-ship";
export type { PlantedSecret as Planted } from "./planted-secrets";
export { summarizeTraffic as summarize, type TrafficSummary as Written } from "./traffic-summary";

export type { Line } from "./compose";
export { keepTraffic, writeAndShip } from "./run";
export type { TrafficOptions } from "./run";
export type { Planted } from "./secrets";
export { summarize, type Written } from "./written";

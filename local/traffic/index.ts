export { keepTraffic, writeAndShip } from "./run";
export type { TrafficOptions } from "./run";
export type { Planted } from "./secrets";
export type { Written } from "./written";

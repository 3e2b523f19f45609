export { createLogEventsReader, type LogEventsRequest, type ReadLogEvents } from "./read-log-events";
export type { TimeWindow } from "./time-window";

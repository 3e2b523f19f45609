export { createLogEventsReader, type LogEventsRequest, type ReadLogEvents } from "./read-log-events";

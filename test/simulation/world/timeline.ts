import type { TimeWindow } from "../plan";
import type { EventLoop } from "./event-loop";

/** Just after midnight, with milliseconds, so that no rounding hides an error. */
export const START_TIME = Date.parse("2026-03-01T00:01:00.250Z");

/** When the last fault is over, in seconds since the start. */
export const FAULTS_END_SECONDS = 1_200;

/** Schedules by the plan's seconds. */
export interface Timeline {
  isActive(span: TimeWindow): boolean;
  /** Schedules a callback, in seconds since the start. */
  scheduleAt(second: number, callback: () => void): void;
  /** Whether all faults are over. */
  areFaultsOver(): boolean;
}

export function createTimeline(eventLoop: EventLoop): Timeline {
  const seconds = () => (eventLoop.now() - START_TIME) / 1_000;
  return {
    isActive: ({ from, until }) => from <= seconds() && seconds() < until,
    scheduleAt(second, callback) {
      eventLoop.schedule(second * 1_000 - (eventLoop.now() - START_TIME), callback);
    },
    areFaultsOver: () => seconds() >= FAULTS_END_SECONDS,
  };
}

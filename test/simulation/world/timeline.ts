import type { TimeWindow } from "../plan";
import type { EventLoop } from "./event-loop";

/** A minute past midnight: no rounding hides anything. */
export const START_TIME = Date.parse("2026-03-01T00:01:00.250Z");

/** When the last trouble is over, in seconds since the beginning. */
export const FAULTS_END_SECONDS = 1_200;

/** The plan's seconds on the agenda. */
export interface Timeline {
  isActive(span: TimeWindow): boolean;
  /** At so many seconds since the beginning. */
  scheduleAt(second: number, callback: () => void): void;
  /** Whether all troubles are over. */
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

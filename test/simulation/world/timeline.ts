import type { Span } from "../plan";
import type { Agenda } from "./event-loop";

/** A minute past midnight: no rounding hides anything. */
export const BEGINNING = Date.parse("2026-03-01T00:01:00.250Z");

/** When the last trouble is over, in seconds since the beginning. */
export const TROUBLES_END = 1_200;

/** The plan's seconds on the agenda. */
export interface Timeline {
  isWithin(span: Span): boolean;
  /** At so many seconds since the beginning. */
  at(second: number, happen: () => void): void;
  /** Whether all troubles are over. */
  isCalm(): boolean;
}

export function createTimeline(agenda: Agenda): Timeline {
  const seconds = () => (agenda.now() - BEGINNING) / 1_000;
  return {
    isWithin: ({ from, until }) => from <= seconds() && seconds() < until,
    at(second, happen) {
      agenda.after(second * 1_000 - (agenda.now() - BEGINNING), happen);
    },
    isCalm: () => seconds() >= TROUBLES_END,
  };
}

import { quiet } from "../drain";

/** What is to happen, and virtual time: it passes only when nothing runs, to whatever is next. */
export interface Agenda {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What is put down for one moment happens in the order it was put down. */
  after(ms: number, happen: Happening): void;
  /** Until nothing is left to happen, or the moment has come. */
  run(until?: number): Promise<void>;
}

export type Happening = () => void | Promise<void>;

interface Entry {
  readonly at: number;
  readonly happen: Happening;
}

/** More than any plan needs: what goes on for longer goes on for ever. */
const MAX_HAPPENINGS = 100_000;

export function createAgenda(beginning: number): Agenda {
  const entries: Entry[] = [];
  let now = beginning;
  let happened = 0;
  return {
    now: () => now,
    after(ms, happen) {
      const at = now + Math.max(0, ms);
      const place = entries.findLastIndex((entry) => entry.at <= at) + 1;
      entries.splice(place, 0, { at, happen });
    },
    async run(until = Infinity) {
      for (;;) {
        await quiet();
        const next = entries[0];
        if (!next || next.at > until) break;
        entries.shift();
        now = next.at;
        happened += 1;
        if (happened > MAX_HAPPENINGS)
          throw new Error("the world does not come to rest: something is tried for ever");
        await next.happen();
      }
      if (Number.isFinite(until)) now = Math.max(now, until);
    },
  };
}

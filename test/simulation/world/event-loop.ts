import { drain } from "../drain";

/** What is to happen, and virtual time: it passes only when nothing runs, to whatever is next. */
export interface EventLoop {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What is put down for one moment happens in the order it was put down. */
  schedule(ms: number, callback: Callback): void;
  /** Until nothing is left to happen, or the moment has come. */
  run(until?: number): Promise<void>;
}

export type Callback = () => void | Promise<void>;

interface ScheduledCallback {
  readonly at: number;
  readonly callback: Callback;
}

/** More than any plan needs: what goes on for longer goes on for ever. */
const MAX_CALLBACKS = 100_000;

export function createEventLoop(startTime: number): EventLoop {
  const entries: ScheduledCallback[] = [];
  let now = startTime;
  let callbackCount = 0;
  return {
    now: () => now,
    schedule(ms, callback) {
      const at = now + Math.max(0, ms);
      const index = entries.findLastIndex((entry) => entry.at <= at) + 1;
      entries.splice(index, 0, { at, callback });
    },
    async run(until = Infinity) {
      for (;;) {
        await drain();
        const next = entries[0];
        if (!next || next.at > until) break;
        entries.shift();
        now = next.at;
        callbackCount += 1;
        if (callbackCount > MAX_CALLBACKS)
          throw new Error("the world does not come to rest: something is tried for ever");
        await next.callback();
      }
      if (Number.isFinite(until)) now = Math.max(now, until);
    },
  };
}

import { drain } from "../drain";

/** Scheduled callbacks in virtual time. Time advances to the next callback only when nothing else runs. */
export interface EventLoop {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Callbacks of the same time run in the order they were scheduled. */
  schedule(ms: number, callback: Callback): void;
  /** Runs until no callback remains, or until this time. */
  run(until?: number): Promise<void>;
}

export type Callback = () => void | Promise<void>;

interface ScheduledCallback {
  readonly at: number;
  readonly callback: Callback;
}

/** More than any plan needs: a plan that exceeds it does not terminate. */
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
          throw new Error(
            `the plan ran ${MAX_CALLBACKS} callbacks without an end; look for an operation that is retried for ever`,
          );
        await next.callback();
      }
      if (Number.isFinite(until)) now = Math.max(now, until);
    },
  };
}

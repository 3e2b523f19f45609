import type { Clock } from "../shared/clock";
import { type Backoff, fullJitter } from "./backoff";
import type { Item, Verdict } from "./sinks/sink";

export interface RetryLimits extends Backoff {
  readonly maxAttempts: number;
  /** A wait longer than this is left to the replay, in milliseconds. */
  readonly maxServerDelayMs: number;
}

/** Enough for a transient fault; a longer outage is left to the replay, which takes no time of the invocation. */
export const RETRIES: RetryLimits = {
  maxAttempts: 4,
  baseMs: 200,
  capMs: 5_000,
  maxServerDelayMs: 10_000,
};

/** What became of an item after the last attempt. */
export type Sent = { readonly item: Item } & (
  | { readonly kind: "delivered" }
  | { readonly kind: "park"; readonly reason: string; readonly afterMs: number }
  | { readonly kind: "reject"; readonly reason: string }
);

/** Sends a batch once; `attempt` counts from 1. */
export type Attempted = (batch: readonly Item[], attempt: number) => Promise<readonly Verdict[]>;

export interface RetryOptions {
  readonly clock: Clock;
  /** When sending must be over, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly limits: RetryLimits;
}

/**
 * Retries and splits a batch as the verdicts on it demand, with exponential backoff and jitter, until the deadline. Every
 * item comes back once.
 */
export function withRetries(attempt: Attempted, options: RetryOptions) {
  const { clock, deadline, limits } = options;
  return (batch: readonly Item[]) => sendBatch(batch, 1);

  async function sendBatch(batch: readonly Item[], count: number): Promise<readonly Sent[]> {
    const { settled, tooLarge, delayed } = sort(batch, await attempt(batch, count));
    // Fewer items than the batch, or halves of it: each round is smaller, down to an item that is rejected alone.
    const later = await Promise.all([
      ...halves(tooLarge).map((half) => sendBatch(half, count)),
      sendLater(delayed, count),
    ]);
    return [...settled, ...later.flat()];
  }

  async function sendLater(delayed: readonly Delayed[], count: number): Promise<readonly Sent[]> {
    if (delayed.length === 0) return [];
    const serverDelayMs = Math.max(...delayed.map(({ afterMs }) => afterMs));
    const waitMs = serverDelayMs + fullJitter(limits, count, clock.random());
    const canRetry =
      count < limits.maxAttempts && waitMs <= limits.maxServerDelayMs && clock.now() + waitMs < deadline;
    if (!canRetry) return delayed.map((each) => ({ ...each, kind: "park" }));
    await clock.sleep(waitMs);
    return sendBatch(
      delayed.map(({ item }) => item),
      count + 1,
    );
  }
}

interface Delayed {
  readonly item: Item;
  readonly reason: string;
  readonly afterMs: number;
}

/** The items of a batch by what their verdicts demand; each stands in one of the lists. */
function sort(batch: readonly Item[], verdicts: readonly Verdict[]) {
  const settled: Sent[] = [];
  const tooLarge: Item[] = [];
  const delayed: Delayed[] = [];
  for (const [index, item] of batch.entries()) {
    const verdict = verdicts[index] ?? missing(verdicts.length, batch.length);
    switch (verdict.kind) {
      case "delivered":
        settled.push({ item, kind: "delivered" });
        break;
      case "reject":
        settled.push({ item, kind: "reject", reason: verdict.reason });
        break;
      case "park":
        settled.push({ item, kind: "park", reason: verdict.reason, afterMs: 0 });
        break;
      case "retry":
        delayed.push({ item, reason: verdict.reason, afterMs: verdict.afterMs });
        break;
      case "split":
        if (batch.length > 1) tooLarge.push(item);
        else
          settled.push({
            item,
            kind: "reject",
            reason: `${verdict.reason}, on its own (${item.bytes} bytes)`,
          });
        break;
    }
  }
  return { settled, tooLarge, delayed };
}

/** The sink violates its contract, and nothing is known of the event. */
function missing(verdicts: number, items: number): Verdict {
  return { kind: "park", reason: `the sink gave ${verdicts} verdicts on ${items} events` };
}

function halves(items: readonly Item[]): (readonly Item[])[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}

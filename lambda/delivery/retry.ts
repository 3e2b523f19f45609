import type { Clock } from "../shared/clock";
import { maximum } from "../shared/maximum";
import { type Backoff, fullJitter } from "./backoff";
import type { Item, Verdict } from "./sinks/sink";

export interface RetryLimits extends Backoff {
  readonly maxAttempts: number;
  /** Maximum wait before a retry, in milliseconds. Events that must wait longer are parked. */
  readonly maxServerDelayMs: number;
}

/** Covers transient faults. During a longer outage events are parked, so the invocation does not wait. */
export const RETRIES: RetryLimits = {
  maxAttempts: 4,
  baseMs: 200,
  capMs: 5_000,
  maxServerDelayMs: 10_000,
};

/** The outcome of an item after its last attempt. */
export type Sent = { readonly item: Item } & (
  | { readonly kind: "delivered" }
  | { readonly kind: "park"; readonly reason: string; readonly afterMs: number }
  | { readonly kind: "reject"; readonly reason: string }
);

/** Sends a batch once; `attempt` starts at 1. */
export type Attempted = (batch: readonly Item[], attempt: number) => Promise<readonly Verdict[]>;

export interface RetryOptions {
  readonly clock: Clock;
  /** The deadline for sending, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly limits: RetryLimits;
}

/**
 * Retries and splits a batch according to its verdicts, with exponential backoff and jitter, until the deadline.
 * Returns every item once.
 */
export function withRetries(attempt: Attempted, options: RetryOptions) {
  const { clock, deadline, limits } = options;
  return (batch: readonly Item[]) => sendBatch(batch, 1);

  async function sendBatch(batch: readonly Item[], count: number): Promise<readonly Sent[]> {
    const { settled, tooLarge, delayed } = sort(batch, await attempt(batch, count));
    if (tooLarge.length === 0 && delayed.length === 0) return settled;
    // Terminates: each round has fewer items or half the batch, down to a single item, which is rejected.
    const later = await Promise.all([
      ...halves(tooLarge).map((half) => sendBatch(half, count)),
      sendLater(delayed, count),
    ]);
    return [...settled, ...later.flat()];
  }

  async function sendLater(delayed: readonly Delayed[], count: number): Promise<readonly Sent[]> {
    if (delayed.length === 0) return [];
    const serverDelayMs = maximum(delayed.map(({ afterMs }) => afterMs));
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

/** Groups the items of a batch by their verdicts; each item is in exactly one list. */
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
            reason: `${verdict.reason}, as a single event (${item.bytes} bytes)`,
          });
        break;
    }
  }
  return { settled, tooLarge, delayed };
}

/** The sink violates its contract, so the outcome of the event is unknown. */
function missing(verdicts: number, items: number): Verdict {
  return { kind: "park", reason: `the sink returned ${verdicts} verdicts for ${items} events` };
}

function halves(items: readonly Item[]): (readonly Item[])[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}

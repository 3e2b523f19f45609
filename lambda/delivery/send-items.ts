import pLimit from "p-limit";
import type { Clock } from "../shared/clock";
import { kindOf } from "../shared/safe-error-name";
import { type Backoff, fullJitter } from "./backoff";
import { toBatches } from "./batch";
import type { Item, Sink, Verdict } from "./sinks/sink";

/**
 * Requests open at one sink at a time. One PutLogEvents takes 10,000 events (Amazon CloudWatch Logs API Reference,
 * "PutLogEvents"), and a sink 1,000 a request, so a payload of that size is one round of ten.
 */
export const SEND_CONCURRENCY = 10;

export interface RetryLimits extends Backoff {
  readonly maxAttempts: number;
  /** A wait longer than this is left to the replay, in milliseconds. */
  readonly patienceMs: number;
}

/** Enough for a blip; an outage is for the replay, which costs nobody's time. */
export const RETRIES: RetryLimits = { maxAttempts: 4, baseMs: 200, capMs: 5_000, patienceMs: 10_000 };

export interface SendOptions {
  readonly clock: Clock;
  /** When sending must be over, in milliseconds since the epoch. */
  readonly deadline: number;
  /** An earlier invocation may have delivered the items. */
  readonly repeated?: boolean;
  /** @default SEND_CONCURRENCY */
  readonly concurrency?: number;
  /** @default RETRIES */
  readonly retries?: RetryLimits;
}

/** What became of an item when all attempts were made. */
export type Sent = { readonly item: Item } & (
  | { readonly kind: "delivered" }
  | { readonly kind: "park"; readonly reason: string; readonly afterMs: number }
  | { readonly kind: "reject"; readonly reason: string }
);

/**
 * Items in batches, several at once, each tried again and split as its verdicts say, until the time is up. Never
 * rejects; every item comes back once.
 */
export async function sendItems(
  sink: Sink,
  items: readonly Item[],
  options: SendOptions,
): Promise<readonly Sent[]> {
  const { clock, deadline, repeated = false, concurrency = SEND_CONCURRENCY, retries = RETRIES } = options;
  const limit = pLimit(concurrency);
  const batches = [...toBatches(items, sink.limits)];
  return (await Promise.all(batches.map((batch) => sendBatch(batch, 1)))).flat();

  async function sendBatch(batch: readonly Item[], attempt: number): Promise<Sent[]> {
    const verdicts = await limit(() => attemptToSend(batch, attempt));
    const done: Sent[] = [];
    const halved: Item[] = [];
    const again: Delayed[] = [];
    for (const [index, item] of batch.entries()) {
      const verdict = verdicts[index] ?? forgotten(verdicts.length, batch.length);
      switch (verdict.kind) {
        case "delivered":
          done.push({ item, kind: "delivered" });
          break;
        case "reject":
          done.push({ item, kind: "reject", reason: verdict.reason });
          break;
        case "park":
          done.push({ item, kind: "park", reason: verdict.reason, afterMs: 0 });
          break;
        case "retry":
          again.push({ item, reason: verdict.reason, afterMs: verdict.afterMs });
          break;
        case "split":
          if (batch.length > 1) halved.push(item);
          else
            done.push({
              item,
              kind: "reject",
              reason: `${verdict.reason}, on its own (${item.bytes} bytes)`,
            });
          break;
      }
    }
    // Fewer than the batch or halved: each round is smaller, down to an item that is refused alone.
    const rest = await Promise.all([
      ...halves(halved).map((half) => sendBatch(half, attempt)),
      sendLater(again, attempt),
    ]);
    return [...done, ...rest.flat()];
  }

  async function sendLater(delayed: readonly Delayed[], attempt: number): Promise<Sent[]> {
    if (delayed.length === 0) return [];
    const askedMs = Math.max(...delayed.map(({ afterMs }) => afterMs));
    const waitMs = askedMs + fullJitter(retries, attempt, clock.random());
    const isWorthIt =
      attempt < retries.maxAttempts && waitMs <= retries.patienceMs && clock.now() + waitMs < deadline;
    if (!isWorthIt) return delayed.map((each) => ({ ...each, kind: "park" }));
    await clock.sleep(waitMs);
    return sendBatch(
      delayed.map(({ item }) => item),
      attempt + 1,
    );
  }

  async function attemptToSend(batch: readonly Item[], attempt: number): Promise<readonly Verdict[]> {
    const timeoutMs = deadline - clock.now();
    if (timeoutMs <= 0) return batch.map(() => TIME_IS_UP);
    try {
      return await sink.send(batch, { timeoutMs, repeated: repeated || attempt > 1 });
    } catch (error) {
      const verdict: Verdict = { kind: "park", reason: `sending failed: ${kindOf(error)}` };
      return batch.map(() => verdict);
    }
  }
}

interface Delayed {
  readonly item: Item;
  readonly reason: string;
  readonly afterMs: number;
}

const TIME_IS_UP: Verdict = { kind: "park", reason: "the invocation's time was up" };

/** A sink that breaks its word: nothing is known of the event. */
function forgotten(verdicts: number, items: number): Verdict {
  return { kind: "park", reason: `the sink gave ${verdicts} verdicts on ${items} events` };
}

function halves(items: readonly Item[]): (readonly Item[])[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}

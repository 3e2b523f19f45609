import pLimit from "p-limit";
import type { Clock } from "../shared/clock";
import { safeErrorName } from "../shared/safe-error-name";
import { toBatches } from "./batch";
import { type Attempted, RETRIES, type RetryLimits, type Sent, withRetries } from "./retry";
import type { Item, Send, Sink, Verdict } from "./sinks/sink";

/**
 * Requests open at one sink at a time. One PutLogEvents takes 10,000 events (Amazon CloudWatch Logs API Reference,
 * "PutLogEvents"), and a sink 1,000 a request, so a payload of that size is one round of ten.
 */
export const SEND_CONCURRENCY = 10;

export interface SendOptions {
  readonly clock: Clock;
  /** When sending must be over, in milliseconds since the epoch. */
  readonly deadline: number;
  /** An earlier invocation may have delivered the items. */
  readonly mayBeDuplicate?: boolean;
  /** @default SEND_CONCURRENCY */
  readonly concurrency?: number;
  /** @default RETRIES */
  readonly retryLimits?: RetryLimits;
}

/**
 * Sends items to a sink. Everything that wraps a request stands here, from the inside out. Never rejects; every item
 * comes back once.
 */
export async function sendItems(
  sink: Sink,
  items: readonly Item[],
  {
    clock,
    deadline,
    mayBeDuplicate = false,
    concurrency = SEND_CONCURRENCY,
    retryLimits = RETRIES,
  }: SendOptions,
): Promise<readonly Sent[]> {
  const limit = pLimit(concurrency);
  const guarded = sink.circuitBreaker?.(sink.send) ?? sink.send;
  const bounded = withDeadline(guarded, { clock, deadline, mayBeDuplicate });
  const limited: Attempted = (batch, attempt) => limit(() => bounded(batch, attempt));
  const retried = withRetries(limited, { clock, deadline, limits: retryLimits });
  const sent = await Promise.all(Array.from(toBatches(items, sink.limits), retried));
  return sent.flat();
}

/** Gives each request the time that is left. Never rejects: items of a request that fails are parked. */
function withDeadline(
  send: Send,
  { clock, deadline, mayBeDuplicate }: Required<Pick<SendOptions, "clock" | "deadline" | "mayBeDuplicate">>,
): Attempted {
  return async (batch, attempt) => {
    const timeoutMs = deadline - clock.now();
    if (timeoutMs <= 0) return batch.map(() => DEADLINE_PASSED);
    try {
      return await send(batch, { timeoutMs, mayBeDuplicate: mayBeDuplicate || attempt > 1 });
    } catch (error) {
      const verdict: Verdict = { kind: "park", reason: `sending failed: ${safeErrorName(error)}` };
      return batch.map(() => verdict);
    }
  };
}

const DEADLINE_PASSED: Verdict = { kind: "park", reason: "the invocation's time was up" };

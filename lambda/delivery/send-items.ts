import pLimit from "p-limit";
import type { Clock } from "../shared/clock";
import { safeErrorName } from "../shared/safe-error-name";
import { toBatches } from "./batch";
import { type Attempted, RETRIES, type RetryLimits, type Sent, withRetries } from "./retry";
import type { Item, Send, Sink, Verdict } from "./sinks/sink";

/**
 * Maximum number of concurrent requests to one sink. One PutLogEvents call accepts 10,000 events (Amazon CloudWatch
 * Logs API Reference, "PutLogEvents"), and a sink 1,000 per request, so a payload of that size needs one round of ten
 * requests.
 */
export const SEND_CONCURRENCY = 10;

export interface SendOptions {
  readonly clock: Clock;
  /** The deadline for sending, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Whether an earlier invocation may have delivered the items. */
  readonly mayBeDuplicate?: boolean;
  /** @default SEND_CONCURRENCY */
  readonly concurrency?: number;
  /** @default RETRIES */
  readonly retryLimits?: RetryLimits;
}

/**
 * Sends items to a sink. Composes all wrappers of a request here, innermost first. Never rejects; returns every item
 * once.
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

/** Limits each request to the time until the deadline. Never rejects: parks the items of a request that throws. */
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

const DEADLINE_PASSED: Verdict = { kind: "park", reason: "the deadline of the invocation passed" };

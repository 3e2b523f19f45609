import { maximum } from "../shared/maximum";
import { MAX_PAUSE_MS } from "./sinks/pause";
import type { Attempt, Item, Send, Verdict, Wrap } from "./sinks/sink";

export interface CircuitBreakerLimits {
  /**
   * Number of consecutive failed requests after which the circuit may open. A request failed if it threw, or if all its
   * verdicts are `retry`.
   */
  readonly failureThreshold: number;
  /**
   * Minimum time since the first of these failures, in milliseconds: concurrent requests that fail at the same moment
   * count as one failure.
   */
  readonly minFailingMs: number;
  /** How long the circuit stays open, in milliseconds; afterwards a single event probes the sink. */
  readonly openMs: number;
}

export const CIRCUIT_BREAKER_LIMITS: CircuitBreakerLimits = {
  failureThreshold: 5,
  minFailingMs: 5_000,
  openMs: 30_000,
};

/** How long other requests wait while a probe is in flight, in milliseconds. */
const PROBE_WAIT_MS = 1_000;

/**
 * A circuit breaker whose state outlives the invocation. While the circuit is open, no request reaches the sink,
 * because it failed repeatedly or asked for a pause. Invocations do not wait for a sink that is down, and a recovered
 * sink is not overwhelmed: after repeated failures, or a pause of the maximum length, a single event probes the sink.
 *
 * @returns a function that wraps `send` and returns `retry` verdicts while the circuit is open
 */
export function createCircuitBreaker(
  now: () => number,
  { failureThreshold, minFailingMs, openMs }: CircuitBreakerLimits = CIRCUIT_BREAKER_LIMITS,
): Wrap {
  let failed = 0;
  let failingSince = 0;
  let openUntil = 0;
  let isLongestPause = false;
  let probing = false;

  return (send) => async (batch, attempt) => {
    const start = now();
    if (start < openUntil) return retryAll(batch, openUntil - start);
    if (failed < failureThreshold && !isLongestPause) return sendAndRecord(send, batch, attempt);
    if (probing) return retryAll(batch, PROBE_WAIT_MS);
    probing = true;
    try {
      // The sink may have asked for more than the longest pause, and may need one request for each event.
      const verdicts = await sendAndRecord(send, batch.slice(0, 1), attempt);
      return [...verdicts, ...retryAll(batch.slice(1), 0)];
    } finally {
      probing = false;
    }
  };

  async function sendAndRecord(
    send: Send,
    batch: readonly Item[],
    attempt: Attempt,
  ): Promise<readonly Verdict[]> {
    try {
      const verdicts = await send(batch, attempt);
      recordVerdicts(verdicts);
      return verdicts;
    } catch (error) {
      recordFailure();
      throw error;
    }
  }

  function recordVerdicts(verdicts: readonly Verdict[]): void {
    if (verdicts.length === 0 || verdicts.some(({ kind }) => kind !== "retry")) {
      failed = 0;
      isLongestPause = false;
      return;
    }
    const pauseMs = maximum(verdicts.map((verdict) => (verdict.kind === "retry" ? verdict.afterMs : 0)));
    if (pauseMs >= MAX_PAUSE_MS) isLongestPause = true;
    openUntil = Math.max(openUntil, now() + pauseMs);
    recordFailure();
  }

  function recordFailure(): void {
    if (failed === 0) failingSince = now();
    failed += 1;
    if (failed >= failureThreshold && now() - failingSince >= minFailingMs)
      openUntil = Math.max(openUntil, now() + openMs);
  }
}

function retryAll(batch: readonly Item[], afterMs: number): Verdict[] {
  const verdict: Verdict = {
    kind: "retry",
    afterMs,
    reason: "circuit open: the sink failed repeatedly or asked for a pause",
  };
  return batch.map(() => verdict);
}

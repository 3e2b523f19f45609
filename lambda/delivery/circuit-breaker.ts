import type { Item, Verdict, Wrap } from "./sinks/sink";

export interface CircuitBreakerLimits {
  /** So many requests in a row must have failed whole, */
  readonly failureThreshold: number;
  /** and for so long, in milliseconds: ten requests that fail in the same moment are one failure. */
  readonly minFailingMs: number;
  /** How long nothing is sent then; afterwards a single request tries. */
  readonly openMs: number;
}

export const CIRCUIT_BREAKER_LIMITS: CircuitBreakerLimits = {
  failureThreshold: 5,
  minFailingMs: 5_000,
  openMs: 30_000,
};

/** How long the other requests wait for the answer to the probe, in milliseconds. */
const PROBE_WAIT_MS = 1_000;

/**
 * A circuit breaker, whose state outlives the invocation. While the circuit is open, no request reaches a sink that has
 * failed for a while or that asked for a pause: nothing waits for a sink that is down, and a sink that has recovered is
 * not overwhelmed.
 *
 * @returns a function that wraps `send`; the wrapped one answers for the sink while the circuit is open
 */
export function createCircuitBreaker(
  now: () => number,
  { failureThreshold, minFailingMs, openMs }: CircuitBreakerLimits = CIRCUIT_BREAKER_LIMITS,
): Wrap {
  let failed = 0;
  let failingSince = 0;
  let openUntil = 0;
  let probing = false;

  return (send) => async (batch, attempt) => {
    const start = now();
    if (start < openUntil) return retryAll(batch, openUntil - start);
    const isProbe = failed >= failureThreshold;
    if (isProbe && probing) return retryAll(batch, PROBE_WAIT_MS);
    probing = isProbe;
    try {
      const verdicts = await send(batch, attempt);
      recordVerdicts(verdicts);
      return verdicts;
    } catch (error) {
      recordFailure();
      throw error;
    } finally {
      if (isProbe) probing = false;
    }
  };

  function recordVerdicts(verdicts: readonly Verdict[]): void {
    const waits = verdicts.flatMap((verdict) => (verdict.kind === "retry" ? verdict.afterMs : []));
    if (waits.length < verdicts.length || verdicts.length === 0) {
      failed = 0;
      return;
    }
    openUntil = Math.max(openUntil, now() + Math.max(...waits));
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
    reason: "the sink is left alone for a while: it failed, or asked for it",
  };
  return batch.map(() => verdict);
}

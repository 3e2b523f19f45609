import { remember } from "../shared/memoize";
import { circuitBreaker } from "./circuit-breaker";
import type { Route, Send, Sink } from "./sinks/sink";

/** A sink that is configured, and how it is set up: its secret read, its client made. */
export interface SinkBuilder {
  readonly route: Route;
  readonly build: () => Promise<Sink>;
}

/**
 * Sets every sink up once, at the first call. One that cannot be set up takes nothing this time, so that its events are
 * parked, and is tried again at the next call; so is one whose credentials were refused, for they may have been
 * renewed. A sink's circuit breaker outlives the invocation.
 */
export function sinkOpener(
  builders: readonly SinkBuilder[],
  now: () => number,
): () => Promise<readonly Sink[]> {
  const sinks = builders.map(({ route, build }) => {
    const built = remember(build);
    const send: Send = async (batch, attempt) => {
      const verdicts = await (await built.get()).send(batch, attempt);
      if (verdicts.some((verdict) => verdict.kind === "park" && verdict.credentials)) built.forget();
      return verdicts;
    };
    const guarded = circuitBreaker(send, now);
    return async (): Promise<Sink> => {
      try {
        return { ...(await built.get()), ...route, send: guarded };
      } catch (error) {
        return unavailable(route, error instanceof Error ? error.message : "unknown error");
      }
    };
  });
  return () => Promise.all(sinks.map((open) => open()));
}

/** Takes nothing, for this reason. */
function unavailable(route: Route, reason: string): Sink {
  return {
    ...route,
    limits: { maxItems: Infinity, maxBytes: Infinity },
    encode: () => ({ body: "", cut: false }),
    send: (batch) => Promise.resolve(batch.map(() => ({ kind: "park", reason }))),
  };
}

import { SINK_NAMES, type SinkName } from "../../catalog";
import { memoize } from "../shared/memoize";
import { safeErrorMessage } from "../shared/safe-error";
import { createCircuitBreaker } from "./circuit-breaker";
import { type SettingsBySink, SINK_DEFINITIONS, type SinkSettings } from "./sinks";
import type { SinkContext } from "./sinks/definition";
import type { Route, Send, Sink } from "./sinks/sink";

/** Returns all sinks of a function. The first call creates them; later calls return the same sinks. */
export type SinkProvider = () => Promise<readonly Sink[]>;

/** A configured sink that is not created yet. */
export interface SinkBuilder {
  readonly route: Route;
  readonly build: () => Promise<Sink>;
}

/** The configured sinks. Does not read their secrets. */
export function sinkBuilders(settings: SinkSettings, context: SinkContext): readonly SinkBuilder[] {
  return SINK_NAMES.flatMap((name) => sinkBuilder(name, settings[name], context) ?? []);
}

function sinkBuilder<Name extends SinkName>(
  name: Name,
  settings: SettingsBySink[Name] | undefined,
  context: SinkContext,
): SinkBuilder | undefined {
  const { route, createBuild } = SINK_DEFINITIONS[name];
  return settings && { route, build: createBuild(settings, context) };
}

/** Adds aggregation to the sinks that support it. For the forwarder only. */
export function withAggregation(builders: readonly SinkBuilder[], now: () => number): readonly SinkBuilder[] {
  return builders.map(({ route, build }) => {
    const aggregate = SINK_DEFINITIONS[route.name].createAggregation?.(now);
    return { route: aggregate ? { ...route, aggregate } : route, build };
  });
}

/**
 * Creates each sink once, at the first call. If a sink cannot be created, its events are parked, and the next call
 * retries. If a sink's credentials are rejected, the sink is created again, because they may have been rotated. A
 * sink's circuit breaker outlives the invocation and the sink.
 */
export function createSinkProvider(builders: readonly SinkBuilder[], now: () => number): SinkProvider {
  const open = builders.map(({ route, build }) => {
    const sink = memoize(build);
    const circuitBreaker = createCircuitBreaker(now);
    const send: Send = async (batch, attempt) => {
      const verdicts = await (await sink.get()).send(batch, attempt);
      if (verdicts.some((verdict) => "invalidCredentials" in verdict)) sink.clear();
      return verdicts;
    };
    return async (): Promise<Sink> => {
      try {
        return { ...(await sink.get()), ...route, send, circuitBreaker };
      } catch (error) {
        return unavailableSink(route, safeErrorMessage(error));
      }
    };
  });
  return () => Promise.all(open.map((each) => each()));
}

/** A sink that parks every event with this reason. */
function unavailableSink(route: Route, reason: string): Sink {
  return {
    ...route,
    limits: { maxItems: Infinity, maxBytes: Infinity },
    encode: () => ({ body: "", truncated: false }),
    send: (batch) => Promise.resolve(batch.map(() => ({ kind: "park", reason }))),
  };
}

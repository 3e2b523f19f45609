import { SINK_NAMES, type SinkName } from "../../catalog";
import { memoize } from "../shared/memoize";
import { createCircuitBreaker } from "./circuit-breaker";
import { type SettingsBySink, SINK_DEFINITIONS, type SinkSettings } from "./sinks";
import type { SinkContext } from "./sinks/definition";
import type { Route, Send, Sink } from "./sinks/sink";

/** Opens the sinks of a function: every one of them at each call, from the second call on as they are. */
export type SinkProvider = () => Promise<readonly Sink[]>;

/** A sink that is configured, and how it is created. */
export interface SinkBuilder {
  readonly route: Route;
  readonly build: () => Promise<Sink>;
}

/** The sinks of the settings. None of their secrets is read yet. */
export function sinkBuilders(settings: SinkSettings, context: SinkContext): readonly SinkBuilder[] {
  return SINK_NAMES.flatMap((name) => sinkBuilder(name, settings[name], context) ?? []);
}

function sinkBuilder<Name extends SinkName>(
  name: Name,
  settings: SettingsBySink[Name] | undefined,
  context: SinkContext,
): SinkBuilder | undefined {
  const { route, create } = SINK_DEFINITIONS[name];
  return settings && { route, build: () => create(settings, context) };
}

/** For a forwarder: adds the aggregations of the sinks that have one. */
export function withAggregation(builders: readonly SinkBuilder[], now: () => number): readonly SinkBuilder[] {
  return builders.map(({ route, build }) => {
    const aggregate = SINK_DEFINITIONS[route.name].createAggregation?.(now);
    return { route: aggregate ? { ...route, aggregate } : route, build };
  });
}

/**
 * Creates each sink once, at the first call. While a sink cannot be created its events are parked, and the next call
 * tries again. A sink whose credentials were refused is created anew, because they may have been rotated. A sink's
 * circuit breaker outlives the invocation and the sink.
 */
export function createSinkProvider(builders: readonly SinkBuilder[], now: () => number): SinkProvider {
  const open = builders.map(({ route, build }) => {
    const sink = memoize(build);
    const circuitBreaker = createCircuitBreaker(now);
    const send: Send = async (batch, attempt) => {
      const verdicts = await (await sink.get()).send(batch, attempt);
      if (verdicts.some((verdict) => verdict.kind === "park" && verdict.invalidCredentials)) sink.clear();
      return verdicts;
    };
    return async (): Promise<Sink> => {
      try {
        return { ...(await sink.get()), ...route, send, circuitBreaker };
      } catch (error) {
        return unavailableSink(route, error instanceof Error ? error.message : "unknown error");
      }
    };
  });
  return () => Promise.all(open.map((each) => each()));
}

/** Parks every event, for this reason. */
function unavailableSink(route: Route, reason: string): Sink {
  return {
    ...route,
    limits: { maxItems: Infinity, maxBytes: Infinity },
    encode: () => ({ body: "", truncated: false }),
    send: (batch) => Promise.resolve(batch.map(() => ({ kind: "park", reason }))),
  };
}

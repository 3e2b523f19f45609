import type { EnvironmentReader } from "../../shared/environment-variables";
import type { ReadSecret } from "../../shared/secret-reader";
import type { Route, Sink } from "./sink";

/** What a sink is made of, besides its own settings. */
export interface SinkContext {
  /** Name of the environment whose logs are delivered. */
  readonly environment: string;
  readonly readSecret: ReadSecret;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One kind of sink: its settings, the events that are for it, and how it is created. */
export interface SinkDefinition<Settings> {
  readonly route: Route;
  /** The environment variable without which a function does not serve the sink. */
  readonly enabledBy: string;
  /**
   * Aggregates events on their first delivery; a replay meets only what an aggregation left.
   * @default - no event is aggregated
   */
  readonly createAggregation?: (now: () => number) => NonNullable<Route["aggregate"]>;
  /** @returns undefined where the environment variables name no such sink */
  readonly readSettings: (reader: EnvironmentReader) => Settings | undefined;
  /**
   * Reads the sink's secret and creates its client.
   * @throws Error when the secret cannot be read or is malformed
   */
  readonly create: (settings: Settings, context: SinkContext) => Promise<Sink>;
}

import type { EnvironmentReader } from "../../shared/environment-variables";
import type { ReadSecret } from "../../shared/secret-reader";
import type { Route, Sink } from "./sink";

/** What a sink needs besides its own settings. */
export interface SinkContext {
  /** Name of the environment whose logs the sink receives. */
  readonly environment: string;
  readonly readSecret: ReadSecret;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One type of sink: its settings, the events it receives, and how to create it. */
export interface SinkDefinition<Settings> {
  readonly route: Route;
  /** The environment variable that enables the sink. */
  readonly enabledBy: string;
  /**
   * Aggregates events at their first delivery. The replay does not aggregate: parked events are aggregated already.
   * @default - no aggregation
   */
  readonly createAggregation?: (now: () => number) => NonNullable<Route["aggregate"]>;
  /** @returns undefined if the environment variables do not enable the sink */
  readonly readSettings: (reader: EnvironmentReader) => Settings | undefined;
  /**
   * Returns a function that reads the sink's secret and creates its client. It is called again when the credentials are
   * rejected, and keeps what has to outlive them. It throws an Error if the secret cannot be read or is malformed.
   */
  readonly createBuild: (settings: Settings, context: SinkContext) => () => Promise<Sink>;
}

import type { JsonObject } from "./json";

/** What the Datadog intake has accepted since it started. */
export interface AcceptedLogs {
  /** Requests answered with 202. */
  readonly requests: number;
  /** Logs taken. */
  readonly total: number;
  /** Logs that were answered with 202 and thrown away for their age, as the real intake does. */
  readonly dropped: number;
  /** Logs taken that were larger than 1 MB, of which the real intake would have kept the first. */
  readonly truncated: number;
  /** The newest of the logs taken, oldest first. */
  readonly logs: readonly JsonObject[];
}

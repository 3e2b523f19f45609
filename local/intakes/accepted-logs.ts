import type { JsonObject } from "../../lambda/shared/json";

/** The logs that the Datadog intake accepted since its start. */
export interface AcceptedLogs {
  /** Requests answered with 202. */
  readonly requests: number;
  /** Accepted logs. */
  readonly total: number;
  /** Logs that were answered with 202 and discarded because of their time, as by the real intake. */
  readonly dropped: number;
  /** Accepted logs larger than 1 MB, which the real intake would truncate to 1 MB. */
  readonly truncated: number;
  /** The newest accepted logs, oldest first. */
  readonly logs: readonly JsonObject[];
}

import type { LogId, SinkName } from "../../catalog";
import type { ConfirmOptions } from "../cli";

export interface ResendOptions extends ConfirmOptions {
  readonly log: LogId;
  readonly sink: SinkName;
  readonly since: string;
  readonly until?: string;
  readonly tunnel?: string;
  /** Also the events that OpenSearch has; it refuses them by their ids. */
  readonly all?: true;
}

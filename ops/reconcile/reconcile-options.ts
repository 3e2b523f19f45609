import type { LogId, SinkName } from "../../catalog";

export interface ReconcileOptions {
  readonly since: string;
  readonly until?: string;
  readonly settling: string;
  readonly log?: LogId;
  readonly sink?: SinkName;
  readonly quick?: true;
  readonly examples: number;
  readonly tunnel?: string;
}

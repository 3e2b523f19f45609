import type { LogId } from "../../catalog";

export interface DryRunOptions {
  readonly log?: LogId;
  readonly since: string;
  /** Fraction of the time window that is read. */
  readonly sample: number;
  readonly json?: true;
  readonly profile?: string;
  readonly region?: string;
}

import type { LogId } from "../../catalog";

/** A volume of all logs together, or of some logs. */
export type VolumeByLog = number | Readonly<Partial<Record<LogId, number>>>;

export interface CostOptions {
  readonly gibPerDay?: VolumeByLog;
  readonly linesPerDay?: VolumeByLog;
  /** Bytes of an average line. */
  readonly bytesPerLine: number;
  readonly measured?: true;
  /** Start of the time window that `measured` reads. */
  readonly since: string;
  readonly hosts: number;
  readonly errorShare: number;
  /** Milliseconds. */
  readonly invocation?: number;
  /** Path of a JSON file. */
  readonly prices?: string;
}

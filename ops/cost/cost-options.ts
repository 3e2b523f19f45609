import type { VolumeByLog } from "./given-volumes";

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

import { LOGS, type LogId } from "../../../catalog";

/** What is written to one log on an average day. */
export interface LogVolume {
  readonly bytesPerDay: number;
  readonly linesPerDay: number;
}

export type LogVolumes = Readonly<Record<LogId, LogVolume>>;

/** What an environment has to process, and what is assumed about it. */
export interface Workload {
  readonly volumes: LogVolumes;
  /** Hosts that write logs. Each sends its own batches. */
  readonly hosts: number;
  /** Fraction of the lines with level ERROR or above. */
  readonly errorShare: number;
  /**
   * Average duration of an invocation of a forwarder, in milliseconds.
   * @default - computed from the lines of a payload: see `durationMs`
   */
  readonly invocationMs?: number | undefined;
}

/** A volume for each log. */
export function mapLogs(volumeOf: (log: LogId) => LogVolume): LogVolumes {
  return Object.fromEntries(LOGS.map(({ id }) => [id, volumeOf(id)])) as LogVolumes;
}

export function sumVolumes(volumes: readonly LogVolume[]): LogVolume {
  return {
    bytesPerDay: volumes.reduce((sum, { bytesPerDay }) => sum + bytesPerDay, 0),
    linesPerDay: volumes.reduce((sum, { linesPerDay }) => sum + linesPerDay, 0),
  };
}

import type { Level } from "./fields";
import type { LogId } from "./logs";

/** A count that CloudWatch Logs makes of a log group's own lines, whether or not the forwarder works. */
export interface LogMetric {
  readonly name: string;
  readonly log: LogId;
  /** Lines of these levels are counted. */
  readonly levels: readonly Level[];
}

export const LOG_METRICS = {
  applicationErrors: {
    name: "ApplicationErrors",
    log: "application",
    levels: ["ERROR", "CRITICAL"],
  },
} as const satisfies Readonly<Record<string, LogMetric>>;

export type LogMetricId = keyof typeof LOG_METRICS;

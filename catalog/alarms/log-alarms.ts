import { LOG_METRICS, type LogMetric, type LogMetricId } from "../log-metrics";
import type { LogId } from "../logs";
import type { Alarm, Condition } from "./alarm";
import { alarmForm } from "./conditions";

/**
 * Log lines in the message of a log alarm.
 * Source: Amazon CloudWatch API Reference, "PutLogAlarm", ActionLogLineCount.
 */
export const MAX_LOG_ALARM_LINES = 50;

/**
 * Commercial regions without log alarms. AWS's documentation lists no regions: these are the exceptions in the
 * announcement of 1 July 2026, as public reports quote it.
 */
export const REGIONS_WITHOUT_LOG_ALARMS: readonly string[] = ["me-central-1", "me-south-1"];

/** The announcement names commercial regions only: those of the partitions for China and for governments are others. */
const OTHER_PARTITIONS = /^(?:cn|us-gov|us-iso|us-isob|eu-isoe|us-isof|eusc)-/;

export function hasLogAlarms(region: string): boolean {
  return !REGIONS_WITHOUT_LOG_ALARMS.includes(region) && !OTHER_PARTITIONS.test(region);
}

/** What the log alarm counts that can replace a metric alarm. */
export interface LogAlarmQuery {
  readonly condition: Condition;
  /** The metric of the same lines. */
  readonly metric: LogMetricId;
  readonly log: LogId;
  /** The filter patterns of the metric; a line counts if it matches one of them. */
  readonly patterns: readonly string[];
}

/**
 * The query of an alarm whose metric counts the lines of a log, so that a log alarm can count the same lines; undefined
 * for every other alarm. An alarm on the findings of data protection stays a metric alarm, because their log group has
 * no data protection policy; so does a composite alarm, because it notifies without lines.
 */
export function logAlarmQuery(alarm: Alarm): LogAlarmQuery | undefined {
  const form = alarmForm(alarm);
  if (form.kind !== "metric") return undefined;
  const { condition } = form;
  const { metric, statistic } = condition;
  if (metric.source !== "log" || statistic !== "Sum") return undefined;
  const { log, patterns, valueField }: LogMetric = LOG_METRICS[metric.name];
  if (log === "findings" || valueField !== undefined) return undefined;
  return { condition, metric: metric.name, log, patterns };
}

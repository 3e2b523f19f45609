import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { type Alarm, LOG_METRICS, logAlarmQuery, logMetricNamespace } from "../../catalog";
import type { DeployedAlarm } from "./deployed-alarms";

/**
 * A metric alarm whose values show what an alarm evaluates: the alarm itself, or, for a log alarm, one on the metric of the
 * same lines. CloudWatch has no values of a log alarm.
 */
export function evaluatedMetric(
  definition: DeployedAlarm["definition"],
  alarm: Alarm | undefined,
  environment: string,
): MetricAlarm {
  if (!("ScheduledQueryConfiguration" in definition)) return definition;
  const query = alarm && logAlarmQuery(alarm);
  if (!query) return definition;
  return {
    Namespace: logMetricNamespace(environment),
    MetricName: LOG_METRICS[query.metric].name,
    Statistic: query.condition.statistic,
    Period: query.condition.periodMinutes * 60,
    Threshold: definition.Threshold,
  };
}

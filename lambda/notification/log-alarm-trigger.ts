import { type Alarm, LOG_METRICS, logAlarmQuery, logMetricNamespace } from "../../catalog";
import type { AlarmMessage } from "./alarm-message";
import { datapointsIn } from "./measurement";

/**
 * The message with what the alarm evaluates, from the catalogue if it is a log alarm: its message names no metric. The
 * metric filters count the same lines as its query.
 */
export function withLogAlarmTrigger(
  message: AlarmMessage,
  row: Alarm | undefined,
  environment: string,
): AlarmMessage {
  const query = row && logAlarmQuery(row);
  const { trigger, queryThreshold } = message;
  // A reason without values, which a person can set, says more than that there is no number.
  if (!query || trigger || datapointsIn(message.reason).length === 0) return message;
  const { statistic, periodMinutes, breaches, threshold } = query.condition;
  return {
    ...message,
    trigger: {
      metrics: [{ namespace: logMetricNamespace(environment), name: LOG_METRICS[query.metric].name }],
      statistic,
      periodSeconds: periodMinutes * 60,
      evaluationPeriods: breaches[1],
      datapointsToAlarm: breaches[0],
      comparison: "atLeast" in threshold ? "GreaterThanOrEqualToThreshold" : "LessThanThreshold",
      threshold: queryThreshold,
    },
  };
}

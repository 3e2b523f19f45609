import { LOGS } from "../logs";
import type { MetricAlarm } from "./alarm";

/** The keys, the notifications and the bill of an environment. */
export const ACCOUNT_ALARMS = [
  {
    id: "key-deletion-scheduled",
    severity: "page",
    metric: { source: "key-events", name: "TriggeredRules" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    thresholdReason:
      "what a deleted key has encrypted is lost; nobody disables a key of the platform in normal operation",
    breaches: [1, 1],
    description: "somebody disabled a KMS key of the environment, or scheduled its deletion",
    treatMissingData: "notBreaching",
    missingDataReason: "EventBridge reports a rule only when it matches an event",
  },
  {
    id: "notifications-undelivered",
    severity: "page",
    metric: { source: "notification-dead-letter-queue", name: "ApproximateNumberOfMessagesVisible" },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: 1 },
    thresholdReason: "nothing retries a message in the dead-letter queue, and it may be a page that nobody saw",
    breaches: [1, 1],
    description: "an alarm, a notification or a tamper alert did not reach its recipient",
    treatMissingData: "notBreaching",
    missingDataReason: "SQS reports no metrics for a queue that has been inactive for six hours",
  },
  {
    id: "ingestion-budget",
    severity: "ticket",
    metric: { source: "log-group", name: "IncomingBytes", logs: LOGS.map(({ id }) => id) },
    statistic: "Sum",
    periodMinutes: 1440,
    threshold: { atLeast: { parameter: "dailyIngestBytes", times: 1 } },
    thresholdReason:
      "AWS bills CloudWatch Logs by ingested bytes, and what is expected depends on the environment, so the number is a setting",
    breaches: [1, 1],
    description: "the application has written more than alarms.dailyIngestGiB within 24 hours",
    treatMissingData: "notBreaching",
    missingDataReason: "CloudWatch Logs reports nothing for a log group that receives no events",
  },
] as const satisfies readonly MetricAlarm[];

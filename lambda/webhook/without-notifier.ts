import { type AlarmMessage, parseAlarmMessage } from "../notification/alarm-message";
import { catalogueRow } from "../notification/catalogue-row";
import { runbookUrlIn } from "../../catalog";
import {
  alarmNotification,
  foreignNotification,
  type TopicMessage,
} from "../notification/create-notification";
import { withLogAlarmTrigger } from "../notification/log-alarm-trigger";
import { describeMeasurement } from "../notification/measurement";
import type { Notification } from "../notification/notification";
import { severityOfTopic } from "../notification/topic-severity";
import type { Redactor } from "../redaction";
import { isObject, parseObject } from "../shared/json";

/**
 * The notifications in what reached a notification topic without the notifier: an alarm about the notifier, or the record
 * of a failed invocation of the notifier, which contains an alarm that the notifier could not describe. Empty for any
 * other text. Source: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
 */
export function notificationsWithoutNotifier(
  text: string,
  environment: string,
  redactor: Pick<Redactor, "redactText">,
): readonly Notification[] {
  const alarm = parseAlarmMessage(text);
  if (alarm) {
    const severity = catalogueRow(alarm, environment)?.severity ?? "page";
    return [plainAlarm({ environment, severity }, alarm, redactor)];
  }
  const { requestPayload } = parseObject(text);
  const records = isObject(requestPayload) ? requestPayload["Records"] : undefined;
  return (Array.isArray(records) ? records : []).flatMap((record: unknown) => {
    const sns = isObject(record) ? record["Sns"] : undefined;
    if (!isObject(sns)) return [];
    const notification = undescribed(toTopicMessage(sns, environment), redactor);
    const title = "The notifier failed: this is the message that it received";
    return [{ ...notification, evidence: [{ title, lines: [] }, ...notification.evidence] }];
  });
}

function toTopicMessage(sns: Readonly<Record<string, unknown>>, environment: string): TopicMessage {
  const severity = severityOfTopic(String(sns["TopicArn"]), environment) ?? "page";
  const subject = sns["Subject"];
  return {
    environment,
    severity,
    text: String(sns["Message"]),
    id: String(sns["MessageId"]),
    subject: typeof subject === "string" && subject !== "" ? subject : undefined,
    receivedAt: String(sns["Timestamp"]),
  };
}

function undescribed(message: TopicMessage, redactor: Pick<Redactor, "redactText">): Notification {
  const alarm = parseAlarmMessage(message.text);
  return alarm ? plainAlarm(message, alarm, redactor) : foreignNotification(message, redactor);
}

function plainAlarm(
  message: Pick<TopicMessage, "environment" | "severity">,
  parsed: AlarmMessage,
  redactor: Pick<Redactor, "redactText">,
): Notification {
  const row = catalogueRow(parsed, message.environment);
  const alarm = withLogAlarmTrigger(parsed, row, message.environment);
  const url = runbookUrlIn(alarm.description);
  return alarmNotification(message, alarm, redactor, {
    row,
    measurements: alarm.trigger ? [describeMeasurement({ ...alarm, trigger: alarm.trigger }, row)] : [],
    evidence: [],
    links: url === undefined ? [] : [{ title: "Runbook", url }],
  });
}

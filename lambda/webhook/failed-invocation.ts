import { parseAlarmMessage } from "../notification/alarm-message";
import {
  alarmNotification,
  foreignNotification,
  type TopicMessage,
} from "../notification/create-notification";
import type { Notification } from "../notification/notification";
import { severityOfTopic } from "../notification/topic-severity";
import { isObject, parseObject } from "../shared/json";

/**
 * The alarms in the record of a failed invocation of the notifier: Lambda sends the record to the notifications topic,
 * so that an alarm arrives although the notifier could not describe it. Empty for any other text. Source: AWS Lambda
 * Developer Guide, "Capturing records of Lambda asynchronous invocations".
 */
export function notificationsOfFailedInvocation(text: string, environment: string): readonly Notification[] {
  const { requestPayload } = parseObject(text);
  const records = isObject(requestPayload) ? requestPayload["Records"] : undefined;
  return (Array.isArray(records) ? records : []).flatMap((record: unknown) => {
    const sns = isObject(record) ? record["Sns"] : undefined;
    return isObject(sns) ? [plainNotification(toTopicMessage(sns, environment))] : [];
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
    subject: typeof subject === "string" ? subject : undefined,
    receivedAt: String(sns["Timestamp"]),
  };
}

function plainNotification(message: TopicMessage): Notification {
  const alarm = parseAlarmMessage(message.text);
  if (!alarm) return foreignNotification(message);
  return alarmNotification(message, alarm, {
    description: alarm.description,
    evidence: [{ title: "The notifier failed: this is the alarm as CloudWatch published it", lines: [] }],
    links: [],
  });
}

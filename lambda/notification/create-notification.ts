import type { Severity } from "../../catalog";
import type { AlarmMessage } from "./alarm-message";
import { describeMeasurement } from "./measurement";
import type { Link, Notification } from "./notification";

/** A message on an alarm topic: of an alarm, or of anything else, such as an EventBridge rule. */
export interface TopicMessage {
  readonly environment: string;
  readonly severity: Severity;
  readonly text: string;
  /** Of the SNS message. */
  readonly id: string;
  /** Of the SNS message; an alarm has none that says more than its name. */
  readonly subject: string | undefined;
  /** When SNS received the message, in RFC 3339. */
  readonly receivedAt: string;
}

/** What a notification has besides the alarm itself. */
export interface Details {
  readonly description: string;
  readonly evidence: Notification["evidence"];
  readonly links: readonly Link[];
}

/** The notification of an alarm. */
export function alarmNotification(
  { environment, severity }: Pick<TopicMessage, "environment" | "severity">,
  alarm: AlarmMessage,
  { description, evidence, links }: Details,
): Notification {
  const { name, state, reason, at } = alarm;
  const measurement = describeMeasurement(alarm);
  const title = {
    ALARM: `ALARM, ${severity}: ${name}`,
    OK: `Ended: ${name}`,
    INSUFFICIENT_DATA: `No data, ${severity}: ${name}`,
  }[state];
  return {
    environment,
    severity,
    state: state === "OK" ? "resolved" : "firing",
    key: name,
    title,
    description,
    facts: [...(measurement === undefined ? [] : [measurement]), ...(reason === "" ? [] : [reason])],
    since: new Date(at).toISOString(),
    evidence,
    links,
  };
}

/** Bounds what a foreign message can fill, in characters. */
const MAX_FOREIGN_CHARACTERS = 8_000;

/** The notification of a message that is not an alarm: its text as it is. */
export function foreignNotification({
  environment,
  severity,
  text,
  id,
  subject,
  receivedAt,
}: TopicMessage): Notification {
  return {
    environment,
    severity,
    state: "firing",
    key: id,
    title: `${severity === "page" ? "Page" : "Ticket"}, ${environment}: ${subject ?? "a message on the alarm topic"}`,
    description: text.slice(0, MAX_FOREIGN_CHARACTERS),
    facts: [],
    since: receivedAt,
    evidence: [],
    links: [],
  };
}

import { type Alarm, runbookUrlIn, type Severity } from "../../catalog";
import type { Redactor } from "../redaction";
import type { AlarmMessage } from "./alarm-message";
import type { Link, Notification } from "./notification";
import { printable } from "./printable";
import { printableLine } from "./printable-line";

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
  /** @default - the alarm is not in the catalogue */
  readonly row: Alarm | undefined;
  /** The numbers against their thresholds; without any, the reason of CloudWatch stands for them. */
  readonly measurements: readonly string[];
  /** How long an alarm that ended was active, if that is known. */
  readonly durationMs?: number | undefined;
  readonly evidence: Notification["evidence"];
  readonly links: readonly Link[];
}

/** Enough for every text of the catalogue, and for the longest description and reason of CloudWatch. */
const MAX_CHARACTERS = 1_024;
const MAX_TITLE_CHARACTERS = 250;

/** The notification of an alarm. A person can set the reason of a state, so it is redacted like a log line. */
export function alarmNotification(
  { environment, severity }: Pick<TopicMessage, "environment" | "severity">,
  alarm: AlarmMessage,
  redactor: Pick<Redactor, "redactText">,
  { row, measurements, durationMs, evidence, links }: Details,
): Notification {
  const { name, state, reason, at } = alarm;
  const redacted = (text: string) => printable(redactor.redactText(text).text, MAX_CHARACTERS);
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
    title: printable(title, MAX_TITLE_CHARACTERS),
    description: row?.description ?? redacted(alarm.description),
    facts: (measurements.length > 0 || reason === "" ? measurements : [reason]).map(redacted),
    since: new Date(at).toISOString(),
    ...(durationMs !== undefined && { durationSeconds: Math.round(durationMs / 1_000) }),
    evidence,
    links,
  };
}

/** Bounds what a foreign message can fill; a tamper alert has about 15 lines. */
const MAX_FOREIGN_LINES = 30;

/**
 * The notification of a message that is not an alarm. Its first line is the description; the others stand like log lines,
 * because they contain values that the caller of an API chose.
 */
export function foreignNotification(
  { environment, severity, text, id, subject, receivedAt }: TopicMessage,
  redactor: Pick<Redactor, "redactText">,
): Notification {
  const [first = "", ...others] = redactor
    .redactText(text)
    .text.split("\n")
    .filter((line) => line.trim() !== "");
  const description = printable(first, MAX_CHARACTERS);
  const severityTitle = severity === "page" ? "Page" : "Ticket";
  const prefix = `${environment}, ${severity}: `;
  const topic = subject ?? (description.startsWith(prefix) ? description.slice(prefix.length) : description);
  const url = runbookUrlIn(text.trimEnd());
  const lines = (url === undefined ? others : others.slice(0, -1)).slice(0, MAX_FOREIGN_LINES);
  return {
    environment,
    severity,
    state: "firing",
    key: id,
    title: printable(`${severityTitle}, ${environment}: ${topic}`, MAX_TITLE_CHARACTERS),
    description,
    facts: [],
    since: receivedAt,
    evidence: lines.length === 0 ? [] : [{ title: "Details", lines: lines.map(printableLine) }],
    links: url === undefined ? [] : [{ title: "Runbook", url }],
  };
}

import { formatDuration } from "./measurement";
import type { Notification } from "./notification";

/** A subject of SNS has at most 99 characters, all printable ASCII. Source: Amazon SNS API Reference, "Publish". */
const MAX_SUBJECT_CHARACTERS = 99;

export function renderSubject({ title }: Pick<Notification, "title">): string {
  return title.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_SUBJECT_CHARACTERS);
}

/** Since when the alarm is active, or when it ended and how long it was active. */
export function renderTime({
  state,
  since,
  durationSeconds,
}: Pick<Notification, "state" | "since" | "durationSeconds">): string {
  const time = `${since.slice(0, "2026-01-01T00:00:00".length).replace("T", " ")} UTC`;
  if (state === "firing") return `Since ${time}`;
  const duration = durationSeconds === undefined ? "" : `, after ${formatDuration(durationSeconds)}`;
  return `Ended ${time}${duration}`;
}

/** The notification as plain text, for e-mail. Log lines are indented, so that none can pass for another part. */
export function renderText(notification: Notification): string {
  const { title, description, facts, evidence, links } = notification;
  return [
    title,
    description,
    [renderTime(notification), ...facts].join("\n"),
    ...evidence.map(({ title: heading, lines }) =>
      lines.length === 0 ? `${heading}.` : [`${heading}:`, ...lines.map((line) => `    ${line}`)].join("\n"),
    ),
    links.map(({ title: text, url }) => `${text}:\n${url}`).join("\n\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

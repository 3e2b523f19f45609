import type { Notification } from "./notification";

/** A subject of SNS has at most 99 characters, all printable ASCII. Source: Amazon SNS API Reference, "Publish". */
const MAX_SUBJECT_CHARACTERS = 99;

export function renderSubject({ title }: Pick<Notification, "title">): string {
  return title.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_SUBJECT_CHARACTERS);
}

/** The notification as plain text, for e-mail. Log lines are indented, so that none can pass for another part. */
export function renderText({ title, description, facts, since, evidence, links }: Notification): string {
  return [
    title,
    description,
    ["Since " + since, ...facts].join("\n"),
    ...evidence.map(({ title, lines }) => [title, ...lines.map((line) => `    ${line}`)].join("\n")),
    links.map(({ title, url }) => `${title}:\n${url}`).join("\n\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

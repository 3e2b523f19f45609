import type { Evidence, Notification } from "../notification/notification";
import { truncate } from "../notification/printable";
import { renderTime } from "../notification/render-text";

/** A message of a custom notification; Amazon Q Developer drops a message of any other form. */
export interface ChatNotification {
  readonly version: "1.0";
  readonly source: "custom";
  readonly content: {
    readonly textType: "client-markdown";
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
  };
  readonly metadata: { readonly threadId: string; readonly summary: string };
}

/**
 * The guide of Amazon Q Developer states no limit for a description. Slack accepts this many characters in the text of a
 * section. Source: Slack API documentation, "Section block", text.
 */
export const MAX_CHAT_CHARACTERS = 3_000;
/** A longer line is cut; e-mail has the whole line. */
const MAX_LINE_CHARACTERS = 300;

/**
 * The notification for Amazon Q Developer in chat applications. The start and the end of an alarm are in one thread.
 * Log lines are in a code block, without the characters that end it or that Slack reads as a mention. Source: Amazon Q
 * Developer in chat applications Administrator Guide, "Custom notifications".
 */
export function renderChat(notification: Notification): ChatNotification {
  const { key, title, description, facts, evidence, links } = notification;
  const head = [
    escapeSlack(description),
    [renderTime(notification), ...facts].map(escapeSlack).join("\n"),
  ].join("\n\n");
  return {
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: escapeSlack(title),
      description: evidence.reduce(appendEvidence, truncate(head, MAX_CHAT_CHARACTERS)),
      nextSteps: links.map(({ title: text, url }) => `<${url}|${escapeSlack(text)}>`),
    },
    metadata: { threadId: key, summary: escapeSlack(title) },
  };
}

const CODE_BLOCK = "```";

/** As many lines as the description has room for, and the number of the others. */
function appendEvidence(description: string, { title, lines }: Evidence): string {
  const heading = `${description}\n\n${escapeSlack(title)}`;
  if (lines.length === 0) return heading.length <= MAX_CHAT_CHARACTERS ? heading : description;
  const shown: string[] = [];
  const render = (rows: readonly string[]) => [`${heading}:`, CODE_BLOCK, ...rows, CODE_BLOCK].join("\n");
  for (const [index, line] of lines.entries()) {
    const next = codeLine(line);
    if (render([...shown, next, more(lines.length)]).length > MAX_CHAT_CHARACTERS)
      return index === 0 ? description : render([...shown, more(lines.length - index)]);
    shown.push(next);
  }
  return render(shown);
}

function more(lines: number): string {
  return `… ${lines} more ${lines === 1 ? "line" : "lines"}`;
}

/** Source: Slack API documentation, "Formatting text for app surfaces", escaping text. */
function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function codeLine(line: string): string {
  return escapeSlack(truncate(line, MAX_LINE_CHARACTERS).replaceAll("`", "'"));
}

import type { Notification } from "../notification/notification";

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
 * The notification for Amazon Q Developer in chat applications. The start and the end of an alarm are in one thread.
 * Log lines are in a code block, without the characters that end it or that Slack reads as a mention. Source: Amazon Q
 * Developer in chat applications Administrator Guide, "Custom notifications".
 */
export function renderChat(notification: Notification): ChatNotification {
  const { key, title, description, facts, since, evidence, links } = notification;
  return {
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: escapeSlack(title),
      description: [
        escapeSlack(description),
        [`Since ${since}`, ...facts].map(escapeSlack).join("\n"),
        ...evidence.map(({ title: heading, lines }) =>
          lines.length === 0
            ? escapeSlack(heading)
            : `${escapeSlack(heading)}\n\`\`\`\n${lines.map(codeLine).join("\n")}\n\`\`\``,
        ),
      ].join("\n\n"),
      nextSteps: links.map(({ title: text, url }) => `<${url}|${escapeSlack(text)}>`),
    },
    metadata: { threadId: key, summary: escapeSlack(title) },
  };
}

/** Source: Slack API documentation, "Formatting text for app surfaces", escaping text. */
function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function codeLine(line: string): string {
  return escapeSlack(line.replaceAll("`", "'"));
}

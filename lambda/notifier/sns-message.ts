import type { Notification } from "../notification/notification";
import { renderSubject, renderText } from "../notification/render-text";
import { renderChat } from "./render-chat";

/** Parameters of `Publish`. */
export interface SnsMessage {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageStructure: "json";
}

/**
 * One message with a form for each protocol. Amazon Q Developer subscribes to a topic with the protocol `https`; the
 * queues of the webhooks receive the notification as JSON; e-mail and any other subscriber receive text. Source: Amazon
 * SNS API Reference, "Publish", MessageStructure.
 */
export function toSnsMessage(notification: Notification): SnsMessage {
  return {
    Subject: renderSubject(notification),
    Message: JSON.stringify({
      default: renderText(notification),
      https: JSON.stringify(renderChat(notification)),
      sqs: JSON.stringify(notification),
    }),
    MessageStructure: "json",
  };
}

import { randomUUID } from "node:crypto";
import type { Notification } from "../../../lambda/notification/notification";
import type { Drive } from "../context";
import { receivedNotifications } from "./received-notifications";

/** One message of the queue, whose notification the webhook must receive. */
export const driveWebhook: Drive = async ({ endpoints, inNewEnvironment }) => {
  const invoke = await inNewEnvironment("webhook-local");
  const key = `permissions-${randomUUID()}`;
  const notification: Notification = {
    ...{ environment: "local", severity: "ticket", state: "firing", key },
    ...{ title: "made up", description: "made up", since: new Date().toISOString() },
    ...{ facts: [], evidence: [], links: [] },
  };
  const message = { messageId: randomUUID(), body: JSON.stringify(notification) };
  const { outcome } = await invoke({ Records: [message] });
  const received = await receivedNotifications(endpoints, (each) => each.key === key);
  return { invocation: outcome, received: received.length };
};

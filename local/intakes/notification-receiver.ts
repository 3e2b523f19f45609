import { randomBytes } from "node:crypto";
import type { Notification } from "../../lambda/notification/notification";
import { parseNotification } from "../../lambda/notification/notification";
import {
  type IntakeRequest,
  type IntakeResponse,
  type IntakeServer,
  type IntakeServerOptions,
  serveIntake,
} from "./intake-server";

/** The newest ones are kept. */
const MAX_NOTIFICATIONS = 200;

export interface NotificationReceiver extends IntakeServer {
  /** The address of the webhook, with the token that it requires. */
  readonly webhookUrl: string;
  /** Notifications in the order of arrival. */
  readonly notifications: readonly Notification[];
}

/**
 * A webhook for notifications on the loopback interface, whose address contains a token, like those of chat and
 * incident services. `GET /notifications` returns them as JSON.
 */
export async function startNotificationReceiver(
  options: IntakeServerOptions = {},
): Promise<NotificationReceiver> {
  const path = `/webhook/${randomBytes(16).toString("hex")}`;
  const notifications: Notification[] = [];
  const server = await serveIntake(answer, options);
  return { ...server, webhookUrl: `${server.url}${path}`, notifications };

  function answer(request: IntakeRequest): IntakeResponse {
    if (request.method === "GET" && request.path === "/notifications") {
      const headers = { "content-type": "application/json" };
      return { status: 200, headers, body: JSON.stringify(notifications) };
    }
    if (request.method !== "POST" || request.path !== path) return { status: 404, body: "not found" };
    const notification = parseNotification(request.body);
    if (!notification) return { status: 400, body: "the body is no notification" };
    notifications.push(notification);
    if (notifications.length > MAX_NOTIFICATIONS) notifications.shift();
    return { status: 202 };
  }
}

import type { Notification } from "../../../lambda/notification/notification";
import type { Endpoints } from "../../endpoints";

/** The notifications that the local webhook received, of those that it still has. */
export async function receivedNotifications(
  { notifications: { url } }: Endpoints,
  isWanted: (notification: Notification) => boolean,
): Promise<readonly Notification[]> {
  const response = await fetch(`${url}/notifications`);
  return ((await response.json()) as readonly Notification[]).filter(isWanted);
}

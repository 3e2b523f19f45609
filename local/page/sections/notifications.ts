import { renderText } from "../../../lambda/notification/render-text";
import type { Notification } from "../../../lambda/notification/notification";
import { html, type Html } from "../../web";
import type { Answer } from "../data";
import { renderAnswer, section } from "./section";

/** More would hide the rest of the page. */
const MAX_SHOWN = 5;

/** The newest notifications, as an e-mail would have them. */
export function notificationsSection(answer: Answer<readonly Notification[]>): Html {
  return section("notifications", "Notifications", renderAnswer(answer, renderNotifications));
}

function renderNotifications(notifications: readonly Notification[]): Html {
  if (notifications.length === 0)
    return html`<p class="note">No alarm has changed its state, so there is no notification yet.</p>`;
  return html`${notifications
    .slice(-MAX_SHOWN)
    .toReversed()
    .map(
      (notification) =>
        html`<details>
          <summary>${notification.since} ${notification.title}</summary>
          <pre tabindex="0">${renderText(notification)}</pre>
          <ul>
            ${notification.links.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`)}
          </ul>
        </details>`,
    )}`;
}

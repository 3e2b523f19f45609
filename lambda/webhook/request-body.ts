import type { Notification } from "../notification/notification";
import type { WebhookFormat } from "./settings";
import type { WebhookTarget } from "./target";

/** The body of the request for a notification, as JSON. */
export function requestBody(
  notification: Notification,
  format: WebhookFormat,
  target: WebhookTarget,
): string {
  return JSON.stringify(format === "json" ? notification : pagerDutyEvent(notification, target));
}

/** Source: PagerDuty documentation, "Send an Alert Event", payload.summary. */
const MAX_SUMMARY_CHARACTERS = 1_024;
/** Source: the same page, dedup_key. */
const MAX_DEDUP_KEY_CHARACTERS = 255;

/**
 * An event of PagerDuty's Events API v2: the start of an alarm triggers an incident, and its end resolves the same one.
 * The severity decides how PagerDuty notifies. Source: PagerDuty documentation, "Send an Alert Event".
 */
function pagerDutyEvent(notification: Notification, { routingKey }: WebhookTarget) {
  const { key, state, severity, title, description, facts, since, evidence, links, environment } =
    notification;
  return {
    routing_key: routingKey,
    event_action: state === "firing" ? "trigger" : "resolve",
    dedup_key: key.slice(0, MAX_DEDUP_KEY_CHARACTERS),
    client: `InventorySync logging, ${environment}`,
    payload: {
      summary: `${title}: ${description}`.slice(0, MAX_SUMMARY_CHARACTERS),
      source: `inventorysync-${environment}`,
      severity: severity === "page" ? "critical" : "warning",
      timestamp: since,
      custom_details: { facts, evidence },
    },
    links: links.map(({ title: text, url: href }) => ({ href, text })),
  };
}

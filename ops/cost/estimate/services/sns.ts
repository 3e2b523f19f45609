import { ASSUMPTIONS } from "../assumptions";
import { costRow } from "../cost-row";
import type { ServiceCost } from "./service-cost";

/**
 * The notifications. Each is published twice: by CloudWatch for the notifier, and by the notifier for the channels.
 * Deliveries to Lambda and SQS are free. Source: Amazon SNS pricing.
 */
export const sns: ServiceCost = (config, _, prices) => {
  const notifications = ASSUMPTIONS.notifications.value;
  const channels = (kind: "email" | "slack") =>
    config.alarms.notify.filter((channel) => channel.kind === kind).length;
  const fixed = true;
  return [
    costRow(prices, "notificationRequest", {
      item: "requests for notifications",
      quantity: (2 * notifications) / 1e6,
      fixed,
    }),
    costRow(prices, "notificationEmail", {
      item: "e-mails",
      quantity: (channels("email") * notifications) / 1e5,
      fixed,
    }),
    costRow(prices, "notificationHttps", {
      item: "deliveries to Slack",
      quantity: (channels("slack") * notifications) / 1e5,
      fixed,
    }),
  ];
};

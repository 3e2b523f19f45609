import { originProblem, type AddressPolicy } from "../shared/intake-address";
import { parseObject } from "../shared/json";
import { SafeError } from "../shared/safe-error";
import type { WebhookFormat } from "./settings";

/** The secret of a webhook: its whole address, which may itself contain a token, and the key of PagerDuty. */
export interface WebhookTarget {
  readonly url: string;
  /** Integration key of a service of PagerDuty; only with the format `pagerduty`. */
  readonly routingKey?: string;
}

const EXPECTED: Readonly<Record<WebhookFormat, string>> = {
  pagerduty: '{"url":"https://events.pagerduty.com/v2/enqueue","routingKey":"<integration key>"}',
  json: '{"url":"https://…"}',
};

/** @throws SafeError without the text of the secret */
export function parseTarget(secret: string, format: WebhookFormat, policy: AddressPolicy): WebhookTarget {
  const { url, routingKey } = parseObject(secret);
  const problem = problemOf(url, routingKey, format, policy);
  if (problem !== undefined)
    throw new SafeError(`the secret of the webhook ${problem}, expected ${EXPECTED[format]}`);
  return {
    url: String(url),
    ...(format === "pagerduty" && { routingKey: String(routingKey) }),
  };
}

function problemOf(
  url: unknown,
  routingKey: unknown,
  format: WebhookFormat,
  policy: AddressPolicy,
): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return "has no URL in its member url";
  const problem = originProblem(new URL(url), policy);
  if (problem !== undefined) return `has ${problem}`;
  const lacksKey = format === "pagerduty" && (typeof routingKey !== "string" || routingKey === "");
  return lacksKey ? "has no member routingKey" : undefined;
}

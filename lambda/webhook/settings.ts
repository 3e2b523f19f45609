import {
  type AddressVariables,
  environmentReader,
  type EnvironmentVariables,
} from "../shared/environment-variables";
import type { AddressPolicy } from "../shared/intake-address";

/** `pagerduty`: PagerDuty's Events API v2. `json`: the notification itself. */
export const WEBHOOK_FORMATS = ["pagerduty", "json"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Environment variables of a webhook function. */
export interface WebhookVariables extends AddressVariables {
  readonly ENVIRONMENT: string;
  readonly WEBHOOK_FORMAT: WebhookFormat;
  /** ARN of the secret with the address of the webhook. */
  readonly WEBHOOK_SECRET_ID: string;
}

/** The parsed environment variables. */
export interface WebhookSettings {
  readonly environment: string;
  readonly format: WebhookFormat;
  readonly secretId: string;
  readonly addresses: AddressPolicy;
}

/** @throws Error with all missing variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): WebhookSettings {
  const reader = environmentReader(variables);
  const expected = WEBHOOK_FORMATS.join(" or ");
  const given = reader.required("WEBHOOK_FORMAT", expected);
  const format = WEBHOOK_FORMATS.find((known) => known === given);
  if (given !== "" && format === undefined)
    reader.problems.push(`WEBHOOK_FORMAT is ${JSON.stringify(given)}, expected ${expected}`);
  const settings = {
    environment: reader.required("ENVIRONMENT", "the name of the environment"),
    secretId: reader.required("WEBHOOK_SECRET_ID", "the ARN of a secret"),
    addresses: reader.addressPolicy(),
  };
  return reader.finish("webhook", format && { ...settings, format });
}

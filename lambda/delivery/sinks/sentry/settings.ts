import type { AddressVariables, EnvironmentReader } from "../../../shared/environment-variables";
import type { AddressPolicy } from "../../../shared/intake-address";

export interface SentryVariables extends AddressVariables {
  /** ARN or name of the secret with the DSN. */
  readonly SENTRY_DSN_SECRET_ID: string;
  /** Environment shown in Sentry. */
  readonly SENTRY_ENVIRONMENT?: string;
}

export interface SentrySettings {
  readonly dsnSecretId: string;
  /** @default - the environment that each record names */
  readonly environment?: string;
  /** The addresses that the DSN may have. */
  readonly addressPolicy: AddressPolicy;
}

export function readSettings(reader: EnvironmentReader): SentrySettings | undefined {
  const dsnSecretId = reader.optional("SENTRY_DSN_SECRET_ID");
  if (dsnSecretId === undefined) {
    reader.forbid("SENTRY_ENVIRONMENT", "SENTRY_DSN_SECRET_ID is not");
    return undefined;
  }
  const environment = reader.optional("SENTRY_ENVIRONMENT");
  return {
    dsnSecretId,
    addressPolicy: reader.addressPolicy(),
    ...(environment !== undefined && { environment }),
  };
}

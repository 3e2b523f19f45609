import type { EnvironmentReader } from "../../../shared/environment-variables";

export interface SentryVariables {
  /** ARN or name of the secret with the DSN. */
  readonly SENTRY_DSN_SECRET_ID: string;
  /** Environment shown in Sentry. */
  readonly SENTRY_ENVIRONMENT?: string;
}

export interface SentrySettings {
  readonly dsnSecretId: string;
  /** @default - the environment that each record names */
  readonly environment?: string;
}

export function readSettings(reader: EnvironmentReader): SentrySettings | undefined {
  const dsnSecretId = reader.optional("SENTRY_DSN_SECRET_ID");
  if (dsnSecretId === undefined) {
    reader.forbid("SENTRY_ENVIRONMENT", "SENTRY_DSN_SECRET_ID is not");
    return undefined;
  }
  const environment = reader.optional("SENTRY_ENVIRONMENT");
  return { dsnSecretId, ...(environment !== undefined && { environment }) };
}

import type { AddressVariables, EnvironmentReader } from "../../../shared/environment-variables";

export interface DatadogVariables extends AddressVariables {
  /** ARN or name of the secret with the API key. */
  readonly DATADOG_API_KEY_SECRET_ID: string;
  /** URL of the intake, without a path. */
  readonly DATADOG_INTAKE_URL: string;
}

export interface DatadogSettings {
  readonly apiKeySecretId: string;
  readonly intakeUrl: string;
}

export function readSettings(reader: EnvironmentReader): DatadogSettings | undefined {
  const apiKeySecretId = reader.optional("DATADOG_API_KEY_SECRET_ID");
  if (apiKeySecretId === undefined) {
    reader.forbid("DATADOG_INTAKE_URL", "DATADOG_API_KEY_SECRET_ID is not");
    return undefined;
  }
  const intakeUrl = reader.required("DATADOG_INTAKE_URL", "the URL of the logs intake");
  if (intakeUrl !== "") reader.requireIntakeAddress("DATADOG_INTAKE_URL", intakeUrl);
  return { apiKeySecretId, intakeUrl };
}

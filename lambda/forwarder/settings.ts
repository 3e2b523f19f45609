import type { SearchEngineEnvironment } from "../authentication";

/** The environment variables of the forwarder. A sink whose variables are absent is not there. */
export interface ForwarderEnvironment extends Partial<SearchEngineEnvironment> {
  /** Name of the environment whose log groups it serves. */
  readonly ENVIRONMENT: string;
  /** Most documents in one bulk request. */
  readonly OPENSEARCH_BULK_SIZE?: string;
  /** ARN or name of the secret that holds the DSN. */
  readonly SENTRY_DSN_SECRET_ID?: string;
  /** Environment shown in Sentry. */
  readonly SENTRY_ENVIRONMENT?: string;
  /** ARN or name of the secret that holds the API key. */
  readonly DATADOG_API_KEY_SECRET_ID?: string;
  /** Address of the intake, without a path. */
  readonly DATADOG_INTAKE_URL?: string;
}

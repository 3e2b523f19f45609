import type { EnvironmentConfig } from "../../config";

/** The API of Datadog, without a path. An own intake, such as that of the local platform, serves the API too. */
export function datadogApiUrl({ datadog }: Pick<EnvironmentConfig, "datadog">): string {
  return datadog?.intakeUrl ?? `https://api.${datadog?.site ?? "datadoghq.com"}`;
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT_CREDENTIALS } from "../emulator";
import type { Endpoints } from "../endpoints";

/** The environment variables with which the AWS CLI and `npx logs` reach the parts of the platform. */
export function operatorVariables({
  aws,
  search,
  sentry,
  datadog,
}: Endpoints): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_CA_BUNDLE: aws.caFile,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ACCESS_KEY_ID: ROOT_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT_CREDENTIALS.secretAccessKey,
    // The configuration of the environment reads it.
    LOCAL_DATADOG_INTAKE_URL: datadog.url,
    DD_API_KEY: datadog.apiKey,
    DD_APP_KEY: datadog.appKey,
    SENTRY_URL: sentry.url,
    SENTRY_AUTH_TOKEN: sentry.api.authToken,
    SENTRY_ORG: sentry.api.organization,
    SENTRY_PROJECT: sentry.api.project,
    ...(search && {
      OPENSEARCH_URL: search.url,
      OPENSEARCH_USERNAME: search.username,
      OPENSEARCH_PASSWORD: search.password,
      OPENSEARCH_CA_FILE: search.caFile,
    }),
  };
}

/** Writes the variables to a file for `.` of a shell, which only this user can read. @returns its path */
export async function writeOperatorVariables(endpoints: Endpoints, runFolder: string): Promise<string> {
  const file = join(runFolder, "env");
  const lines = Object.entries(operatorVariables(endpoints)).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`,
  );
  await writeFile(file, lines.join(""), { mode: 0o600 });
  return file;
}

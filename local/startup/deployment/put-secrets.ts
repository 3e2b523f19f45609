import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type SecretName, secretName, type SinkName, SINKS, webhookFunctionName } from "../../../catalog";
import { awsClientConfig } from "../../aws-client-config";
import type { Endpoints } from "../../endpoints";

const ENVIRONMENT = "local";
/** The name of the webhook in config/environments/local.ts. */
const LOCAL_WEBHOOK = "local";

/** Creates the secret with the search engine's credentials. It must exist before the functions. */
export async function putSearchEngineSecret(endpoints: Endpoints): Promise<void> {
  if (!endpoints.search) return;
  const { username, password } = endpoints.search.functions ?? endpoints.search;
  const name = secretName(ENVIRONMENT, "search-engine");
  const SecretString = JSON.stringify({ username, password });
  await withClient(endpoints, async (client) => {
    try {
      await client.send(new CreateSecretCommand({ Name: name, SecretString }));
    } catch (error) {
      // An external emulator may already have the secret, with the password of an earlier search engine.
      if (!(error instanceof ResourceExistsException)) throw error;
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    }
  });
}

/** Values of the secrets that the stacks create. The secret of the search engine exists before the stacks. */
const SECRET_VALUES: Readonly<Record<Exclude<SinkName, "opensearch">, (endpoints: Endpoints) => string>> = {
  sentry: ({ sentry }) => sentry.dsn,
  datadog: ({ datadog }) => datadog.apiKey,
};

/** Writes the values of the secrets that the stacks created, as an operator does after the first deployment. */
export async function putSecrets(endpoints: Endpoints): Promise<void> {
  for (const { name, secret } of SINKS)
    if (name !== "opensearch") await writeSecret(endpoints, secret, SECRET_VALUES[name](endpoints));
  const { webhookUrl: url } = endpoints.notifications;
  await writeSecret(endpoints, webhookFunctionName(LOCAL_WEBHOOK), JSON.stringify({ url }));
}

/** Replaces the value of a secret. */
export async function writeSecret(endpoints: Endpoints, secret: SecretName, value: string): Promise<void> {
  const SecretId = secretName(ENVIRONMENT, secret);
  await withClient(endpoints, (client) =>
    client.send(new PutSecretValueCommand({ SecretId, SecretString: value })),
  );
}

/** @throws Error if the secret has no text */
export async function readSecret(endpoints: Endpoints, secret: SecretName): Promise<string> {
  const SecretId = secretName(ENVIRONMENT, secret);
  const { SecretString } = await withClient(endpoints, (client) =>
    client.send(new GetSecretValueCommand({ SecretId })),
  );
  if (SecretString === undefined) throw new Error(`secret ${SecretId} of the emulator has no text`);
  return SecretString;
}

async function withClient<Result>(
  endpoints: Endpoints,
  use: (client: SecretsManagerClient) => Promise<Result>,
): Promise<Result> {
  const client = new SecretsManagerClient(awsClientConfig(endpoints));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

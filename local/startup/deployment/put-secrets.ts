import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { secretName, type SinkName, SINKS } from "../../../catalog";
import { awsClientConfig } from "../../aws-client-config";
import type { Endpoints } from "../../endpoints";

const ENVIRONMENT = "local";
/** Creates the secret with the search engine's credentials. It must exist before the functions. */
export async function putSearchEngineSecret(endpoints: Endpoints): Promise<void> {
  if (!endpoints.search) return;
  const { username, password } = endpoints.search;
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
export async function putSinkSecrets(endpoints: Endpoints): Promise<void> {
  await withClient(endpoints, async (client) => {
    for (const { name, secret } of SINKS) {
      if (name === "opensearch") continue;
      const SecretId = secretName(ENVIRONMENT, secret);
      await client.send(
        new PutSecretValueCommand({ SecretId, SecretString: SECRET_VALUES[name](endpoints) }),
      );
    }
  });
}

async function withClient(
  endpoints: Endpoints,
  use: (client: SecretsManagerClient) => Promise<void>,
): Promise<void> {
  const client = new SecretsManagerClient(awsClientConfig(endpoints));
  try {
    await use(client);
  } finally {
    client.destroy();
  }
}

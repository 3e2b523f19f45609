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
/** Makes the secret with which the functions sign in to the search engine. It has to be there before they are. */
export async function putSearchEngineSecret(endpoints: Endpoints): Promise<void> {
  if (!endpoints.search) return;
  const { username, password } = endpoints.search;
  const name = secretName(ENVIRONMENT, "search-engine");
  const SecretString = JSON.stringify({ username, password });
  await withClient(endpoints, async (client) => {
    try {
      await client.send(new CreateSecretCommand({ Name: name, SecretString }));
    } catch (error) {
      // An emulator that is not ours may have it from the last time, with the password of another engine.
      if (!(error instanceof ResourceExistsException)) throw error;
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    }
  });
}

/** Of the sinks whose secrets the stacks make; the search engine's is there before them. */
const SECRET_VALUES: Readonly<Record<Exclude<SinkName, "opensearch">, (endpoints: Endpoints) => string>> = {
  sentry: ({ sentry }) => sentry.dsn,
  datadog: ({ datadog }) => datadog.apiKey,
};

/** Puts the values into the secrets that the stacks made, as a person does after the first deployment. */
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

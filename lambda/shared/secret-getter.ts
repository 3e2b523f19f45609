import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Gets the text of a secret, by its ARN or name; undefined for a binary secret. */
export type GetSecretString = (id: string) => Promise<string | undefined>;

const TIMEOUT_MS = 10_000;

/** @returns a function that throws the errors of Secrets Manager */
export function createSecretGetter(client: SecretsManagerClient): GetSecretString {
  return async (id) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return SecretString;
  };
}

import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Text of a secret, by its ARN or name. */
export type ReadSecret = (id: string) => Promise<string>;

const TIMEOUT_MS = 10_000;

/**
 * @returns a reader of secrets, without the white space that pasting leaves around them; it throws when there is no such
 * secret, no right to it, or no text in it
 */
export function createSecretReader(client: SecretsManagerClient): ReadSecret {
  return async (id) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = SecretString?.trim();
    if (!text) throw new Error(`secret ${id} has no text; give it a value in Secrets Manager`);
    return text;
  };
}

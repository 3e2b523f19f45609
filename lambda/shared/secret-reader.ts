import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SafeError } from "./safe-error";

/** Reads the text of a secret, by its ARN or name. */
export type ReadSecret = (id: string) => Promise<string>;

const TIMEOUT_MS = 10_000;

/**
 * @returns a reader that trims white space, which pasting may add; it throws if the secret does not exist, has no text,
 * or access is denied
 */
export function createSecretReader(client: SecretsManagerClient): ReadSecret {
  return async (id) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = SecretString?.trim();
    if (!text) throw new SafeError(`secret ${id} has no text; give it a value in Secrets Manager`);
    return text;
  };
}

import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createSecretGetter } from "./secret-getter";
import { requireSecretText } from "./secret-text";

/** Reads the text of a secret, by its ARN or name. */
export type ReadSecret = (id: string) => Promise<string>;

/**
 * @returns a reader that trims white space, which pasting may add; it throws if the secret does not exist, has no text,
 * or access is denied
 */
export function createSecretReader(client: SecretsManagerClient): ReadSecret {
  const get = createSecretGetter(client);
  return async (id) => requireSecretText(id, await get(id));
}

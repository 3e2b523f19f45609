import type { ReadSecret } from "../secrets";
import { remember } from "./remember";

const REMEDIES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: "deploy the forwarding stack, then put the value in with the command it prints",
  AccessDeniedException:
    "the forwarder's role needs secretsmanager:GetSecretValue on it, and kms:Decrypt on its key",
};
const OTHERWISE = "see that the function reaches Secrets Manager, and that the secret has a value";

/**
 * Secrets without the white space that pasting leaves around them, each read once for as long as the environment of
 * the function lives. A failed read is not remembered.
 *
 * @returns a reader that throws an Error with the secret's id, the cause and the remedy; never with its value
 */
export function rememberSecrets(read: ReadSecret): ReadSecret {
  const secrets = new Map<string, () => Promise<string>>();
  return (id) => {
    const secret = secrets.get(id) ?? remember(() => readOrExplain(read, id));
    secrets.set(id, secret);
    return secret();
  };
}

async function readOrExplain(read: ReadSecret, id: string): Promise<string> {
  try {
    return (await read(id)).trim();
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error("unknown error");
    throw new Error(`secret ${id} cannot be read (${name}: ${message}); ${REMEDIES[name] ?? OTHERWISE}`, {
      cause,
    });
  }
}

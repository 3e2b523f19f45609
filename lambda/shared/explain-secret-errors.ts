import type { ReadSecret } from "./secret-reader";

const REMEDIES: Readonly<Record<string, string>> = {
  ResourceNotFoundException:
    "deploy the forwarding stack, then set the value with the command that it prints",
  AccessDeniedException:
    "grant the function's role secretsmanager:GetSecretValue on it, and kms:Decrypt on its key",
};
const DEFAULT_REMEDY = "check that the function can reach Secrets Manager, and that the secret has a value";

/** @returns a reader that throws an Error with the secret's id, the cause and the remedy; never with its value */
export function explainSecretErrors(read: ReadSecret): ReadSecret {
  return async (id) => {
    try {
      return await read(id);
    } catch (cause) {
      const { name, message } = cause instanceof Error ? cause : new Error("unknown error");
      throw new Error(
        `secret ${id} cannot be read (${name}: ${message}); ${REMEDIES[name] ?? DEFAULT_REMEDY}`,
        {
          cause,
        },
      );
    }
  };
}

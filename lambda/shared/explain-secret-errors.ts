import { SafeError } from "./safe-error";
import { safeErrorName } from "./safe-error-name";
import type { ReadSecret } from "./secret-reader";

const REMEDIES: Readonly<Record<string, string>> = {
  ResourceNotFoundException:
    "deploy the forwarding stack, then set the value with the command that it prints",
  AccessDeniedException:
    "grant the function's role secretsmanager:GetSecretValue on it, and kms:Decrypt on its key",
};
const DEFAULT_REMEDY = "check that the function can reach Secrets Manager";

/** @returns a reader that throws a SafeError with the secret's id, the cause and the remedy */
export function explainSecretErrors(read: ReadSecret): ReadSecret {
  return async (id) => {
    try {
      return await read(id);
    } catch (error) {
      if (error instanceof SafeError) throw error;
      const name = safeErrorName(error);
      throw new SafeError(`secret ${id} cannot be read (${name}); ${REMEDIES[name] ?? DEFAULT_REMEDY}`);
    }
  };
}

import { SafeError } from "./safe-error";

/**
 * The text without the white space that pasting may add.
 * @throws SafeError if there is none
 */
export function requireSecretText(id: string, secretString: string | undefined): string {
  const text = secretString?.trim();
  if (!text) throw new SafeError(`secret ${id} has no text; give it a value in Secrets Manager`);
  return text;
}

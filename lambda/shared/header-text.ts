import { SafeError } from "./safe-error";

/**
 * Returns a secret that is sent in a header. With other characters, the HTTP client would reject each request, and its
 * error would quote the header.
 *
 * @throws SafeError if it has a character other than the visible ones of ASCII
 */
export function requireHeaderText(secretId: string, text: string): string {
  if (/^[\u0021-\u007e]+$/.test(text)) return text;
  throw new SafeError(
    `secret ${secretId} contains white space or a character that is not ASCII, expected one key; correct its value`,
  );
}

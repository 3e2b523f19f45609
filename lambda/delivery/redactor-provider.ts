import type { RedactionPolicy } from "../../catalog";
import { createRedactor, type Redactor, type RedactorOptions } from "../redaction";

/** Returns the redactor of an environment. */
export type RedactorProvider = () => Promise<Redactor>;

/**
 * How long a hash key is used before it is read again, in milliseconds: a rotated key is in use after this time at the
 * latest. The AWS Parameters and Secrets Lambda extension has the same default.
 */
export const MAX_KEY_AGE_MS = 300_000;

export interface RedactorProviderOptions extends Pick<RedactorOptions, "budget"> {
  /**
   * Milliseconds since the epoch.
   * @default Date.now
   */
  readonly now?: () => number;
}

/**
 * Reads the hash key at the first call, and again when it is older than `MAX_KEY_AGE_MS`. If the key cannot be read again,
 * the earlier one is used for as long. Without any key, redaction masks the values that it would hash, so log events are
 * not delayed, and the next call tries again.
 */
export function createRedactorProvider(
  readKey: () => Promise<string>,
  overrides?: Partial<RedactionPolicy>,
  { now = Date.now, ...options }: RedactorProviderOptions = {},
): RedactorProvider {
  const withoutKey = createRedactor({ overrides, ...options });
  let withKey: Redactor | undefined;
  let readAt = 0;
  return async () => {
    if (withKey && now() - readAt < MAX_KEY_AGE_MS) return withKey;
    try {
      withKey = createRedactor({ hashKey: await readKey(), overrides, ...options });
    } catch {
      if (!withKey) return withoutKey;
    }
    readAt = now();
    return withKey;
  };
}

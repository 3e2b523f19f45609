import type { RedactionPolicy } from "../../catalog";
import { createRedactor, type Redactor, type RedactorOptions } from "../redaction";
import { memoize } from "../shared/memoize";

/** Returns the redactor of an environment. */
export type RedactorProvider = () => Promise<Redactor>;

/**
 * Reads the hash key once. If it cannot be read, redaction masks the values that it would hash, so log events are not
 * delayed.
 */
export function createRedactorProvider(
  readKey: () => Promise<string>,
  overrides?: Partial<RedactionPolicy>,
  options?: Pick<RedactorOptions, "budget">,
): RedactorProvider {
  const withKey = memoize(async () => createRedactor({ hashKey: await readKey(), overrides, ...options }));
  const withoutKey = createRedactor({ overrides, ...options });
  return () => withKey.get().catch(() => withoutKey);
}

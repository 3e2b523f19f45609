import type { RedactionPolicy } from "../../catalog";
import { createRedactor, type Redactor } from "../redaction";
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
): RedactorProvider {
  const withKey = memoize(async () => createRedactor({ hashKey: await readKey(), overrides }));
  const withoutKey = createRedactor({ overrides });
  return () => withKey.get().catch(() => withoutKey);
}

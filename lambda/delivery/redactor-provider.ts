import type { RedactionPolicy } from "../../catalog";
import { createRedactor, type Redactor } from "../redaction";
import { memoize } from "../shared/memoize";

/** The redactor of an environment. */
export type RedactorProvider = () => Promise<Redactor>;

/**
 * Reads the key of the hashes once. While it cannot be read, values are masked that would be hashed: no log event waits
 * for the key.
 */
export function createRedactorProvider(
  readKey: () => Promise<string>,
  overrides?: Partial<RedactionPolicy>,
): RedactorProvider {
  const withKey = memoize(async () => createRedactor({ hashKey: await readKey(), overrides }));
  const withoutKey = createRedactor({ overrides });
  return () => withKey.get().catch(() => withoutKey);
}

import type { Treatments } from "../../catalog";
import { createRedactor, type Redactor } from "../redaction";
import { remember } from "../shared/memoize";

/**
 * The environment's redactor, with the key of its hashes, which is read once. While the key cannot be read, what would
 * be hashed is masked: a log line waits for no key.
 */
export function redactorOpener(
  readKey: () => Promise<string>,
  treatments?: Partial<Treatments>,
): () => Promise<Redactor> {
  const withKey = remember(async () => createRedactor({ hashKey: await readKey(), treatments }));
  const withoutKey = createRedactor({ treatments });
  return () => withKey.get().catch(() => withoutKey);
}

import { command, testIn } from "../evidence";
import type { Measure } from "../measure";

/** What keeps audit logs beyond CloudWatch Logs. */
export const ARCHIVE_MEASURES = {
  "audit-archive": {
    construct: { file: "lib/archive/archive-bucket.ts", name: "ArchiveBucket" },
    property:
      "production copies its audit logs, redacted, to a bucket with Object Lock, and a signed manifest of each hour shows a change",
    evidence: [
      testIn(
        "test/lib/archive/archive-stack.test.ts",
        "the bucket locks objects for three years in mode governance, is versioned, encrypted and logged",
      ),
      testIn(
        "test/lib/archive/archive-stack.test.ts",
        "nobody may delete an object of the archive or shorten its lock",
      ),
      testIn(
        "test/ops/archive/chain.test.ts",
        "any change of the bytes of any object or manifest breaks the chain at that object",
      ),
      testIn(
        "test/integration/logs/verify.test.ts",
        "every event of the log group is in the archive, and none has its secret",
      ),
      command("npx logs verify production"),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;

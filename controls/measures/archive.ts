import type { Measure } from "../measure";

/** What keeps audit logs beyond CloudWatch Logs. */
export const ARCHIVE_MEASURES = {
  "audit-archive": {
    construct: undefined,
    property:
      "a copy of the audit logs that nobody can change or delete before its time, and that shows a change",
  },
} as const satisfies Readonly<Record<string, Measure>>;

import { type LogRecord, SENSITIVE_DATA_CLASSES, type SensitiveDataClass } from "../../catalog";

/** The record with these classes added to its field `redacted`, in the order of the catalogue. */
export function withRedactedClasses(record: LogRecord, classes: readonly SensitiveDataClass[]): LogRecord {
  if (classes.length === 0) return record;
  const all = new Set([...(record.redacted ?? []), ...classes]);
  return { ...record, redacted: SENSITIVE_DATA_CLASSES.filter((name) => all.has(name)) };
}

import type { LogId, LogRecord, SensitiveDataClass } from "../../catalog";

/** The result of redacting one record or text. */
export interface Redaction {
  /** Number of replaced secrets. */
  readonly replacements: number;
  /** The classes of these secrets, without duplicates. */
  readonly classes: readonly SensitiveDataClass[];
  /** Whether redaction failed and the text was withheld. */
  readonly failed: boolean;
}

/** Never throws. `log` selects the redaction policy; without it the default policy applies. */
export interface Redactor {
  readonly redactRecord: (record: LogRecord, log?: LogId) => Redaction & { readonly record: LogRecord };
  readonly redactText: (text: string, log?: LogId) => Redaction & { readonly text: string };
  /** Reduces a record to its safe fields without redacting it, as if its redaction had failed. */
  readonly withholdRecord: (record: LogRecord) => LogRecord;
  /** Redacts a line of a log file. JSON remains JSON; a line without secrets is returned unchanged. */
  readonly redactLine: (line: string, log?: LogId) => Redaction & { readonly text: string };
}

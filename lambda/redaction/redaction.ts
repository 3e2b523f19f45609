import type { LogId, LogRecord } from "../../catalog";

/** The result of redacting one record or text. */
export interface Redaction {
  /** How many secrets were replaced. */
  readonly replacements: number;
  /** Redaction did not come to its end, and the text was withheld as a whole. */
  readonly failed: boolean;
}

/** None of the functions ever throws. `log` says where it is from; without it every log's own rows are left out. */
export interface Redactor {
  readonly redactRecord: (record: LogRecord, log?: LogId) => Redaction & { readonly record: LogRecord };
  readonly redactText: (text: string, log?: LogId) => Redaction & { readonly text: string };
  /** A line of a log file: JSON stays JSON, and a line without secrets stays as it is. */
  readonly redactLine: (line: string, log?: LogId) => Redaction & { readonly text: string };
}

import type { LogId, LogRecord } from "../../catalog";

/** Where CloudWatch Logs had a log event. */
export interface Origin {
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** One line as CloudWatch Logs hands it over: text, unread. */
export interface RawEvent {
  /** CloudWatch Logs' own id of the event: the same at every delivery of it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
  readonly origin: Origin;
  readonly log: LogId;
}

/** One line after parsing and redaction: all that a sink ever sees of it. */
export interface LogEvent extends Omit<RawEvent, "message"> {
  readonly record: LogRecord;
  /** For how many events alike it stands, itself included. Absent where it stands for itself alone. */
  readonly occurrences?: number;
}

/** Tells events apart. None of the parts can hold a NUL, so no two events are written alike. */
export function identityOf({ id, origin }: Pick<RawEvent, "id" | "origin">): string {
  return [origin.owner, origin.logGroup, origin.logStream, id].join("\0");
}

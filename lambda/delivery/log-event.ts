import type { LogId, LogRecord } from "../../catalog";

/** Where CloudWatch Logs had a log event. */
export interface Origin {
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** All of a log event but its text. */
export interface EventHeader {
  /** CloudWatch Logs' own id of the event: the same at every delivery of it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly origin: Origin;
  readonly log: LogId;
}

/** A log event after parsing and redaction: all that a sink ever sees of it. */
export interface LogEvent extends EventHeader {
  readonly record: LogRecord;
  /** How many events it represents, itself included. Absent where it represents itself alone. */
  readonly occurrences?: number;
}

/** Tells events apart. None of the parts can hold a NUL, so no two events have the same identity. */
export function identityOf({ id, origin }: Pick<EventHeader, "id" | "origin">): string {
  return [origin.owner, origin.logGroup, origin.logStream, id].join("\0");
}

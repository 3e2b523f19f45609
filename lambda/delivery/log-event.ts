import type { LogId, LogRecord } from "../../catalog";

/** The log group and log stream of a log event in CloudWatch Logs. */
export interface Origin {
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** A log event without its text. */
export interface EventHeader {
  /** CloudWatch Logs' id of the event, the same in every delivery. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly origin: Origin;
  readonly log: LogId;
}

/** A log event after parsing and redaction, as the sinks receive it. */
export interface LogEvent extends EventHeader {
  readonly record: LogRecord;
  /** Number of events that it represents, including itself. Absent if it represents only itself. */
  readonly occurrences?: number;
}

/** Identifies an event. No part can contain a NUL, so the identities of two events always differ. */
export function identityOf({ id, origin }: Pick<EventHeader, "id" | "origin">): string {
  return `${origin.owner}\0${origin.logGroup}\0${origin.logStream}\0${id}`;
}

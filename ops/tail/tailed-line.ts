import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { LogId, LogRecord } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { parseRecord } from "../../lambda/forwarder/parse";
import { createRedactor, withRedactedClasses } from "../../lambda/redaction";

/** A log event as the sinks receive it. */
export interface TailedLine {
  readonly id: string;
  readonly log: LogId;
  /** CloudWatch Logs' timestamp, in milliseconds. */
  readonly timestamp: number;
  readonly record: LogRecord;
}

/** Parses and redacts log events in the same way as the forwarder, but without the hash key. */
export function createLineReader({ redaction }: Pick<EnvironmentConfig, "redaction">) {
  const { redactRecord } = createRedactor({ overrides: redaction });
  return (log: LogId, { eventId = "", timestamp = 0, message = "" }: FilteredLogEvent): TailedLine => {
    const { record, classes } = redactRecord(parseRecord(message, timestamp), log);
    return { id: eventId, log, timestamp, record: withRedactedClasses(record, classes) };
  };
}

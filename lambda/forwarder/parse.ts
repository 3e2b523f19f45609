import { toUSVString } from "node:util";
import type { LogRecord } from "../../catalog";
import type { EventHeader } from "../delivery/log-event";
import { isObject, type JsonObject } from "../shared/json";
import type { RawEvent } from "./raw-event";
import { isExact } from "./record/is-exact";
import { readPlainText } from "./record/plain-text";
import { readFields } from "./record/read-fields";
import { findTime } from "./record/read-time";
import { mayBeObject, parseTolerantly } from "./record/tolerant-json";

export { MAX_DEPTH } from "./record/sanitize-value";

/** A log event whose text is parsed and not yet redacted: no sink takes it. */
export interface ParsedEvent extends EventHeader {
  readonly unredacted: LogRecord;
  /** Length of its line. */
  readonly characters: number;
}

export function parseEvent({ message, ...header }: RawEvent): ParsedEvent {
  return {
    ...header,
    unredacted: parseRecord(message, header.timestamp),
    characters: message.length,
  };
}

/**
 * Parses a line into a log record. A JSON object becomes fields; unknown keys, and values that do not match the type of
 * their field, are stored under `attributes`. Any other line becomes `message`, with the level, time, logger and exception
 * that it says. Loses no data and never throws.
 *
 * @param timestamp CloudWatch Logs' timestamp in milliseconds, for lines without one
 */
export function parseRecord(line: string, timestamp: number): LogRecord {
  try {
    const object = mayBeObject(line) ? parseObject(line) : undefined;
    if (object) return withTime(readFields(object), timestamp, object);
  } catch {
    // JSON nested too deep to read or serialize (a RangeError): store the whole line as the message.
  }
  return withTime({ ...readPlainText(line), message: toUSVString(line) }, timestamp);
}

function parseObject(line: string): JsonObject | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return parseTolerantly(line);
  }
  if (!isObject(parsed)) return undefined;
  return isExact(line, parsed) ? parsed : (parseTolerantly(line) ?? parsed);
}

function withTime(record: LogRecord, timestamp: number, line?: JsonObject): LogRecord {
  if (record["@timestamp"] !== undefined) return record;
  const time = line && findTime(line, timestamp);
  return { "@timestamp": time ?? new Date(timestamp).toISOString(), ...record };
}

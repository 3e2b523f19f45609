import { toUSVString } from "node:util";
import { ATTRIBUTES, type LogRecord } from "../../catalog";
import type { EventHeader } from "../delivery/log-event";
import { objectWithDistinctKeys } from "../shared/distinct-keys";
import { isObject, type JsonObject } from "../shared/json";
import type { RawEvent } from "./raw-event";
import { isExact } from "./record/is-exact";
import { type PlainTextFields, readPlainText } from "./record/plain-text";
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

export function parseEvent({ id, timestamp, origin, log, message }: RawEvent): ParsedEvent {
  const unredacted = parseRecord(message, timestamp);
  return { id, timestamp, origin, log, unredacted, characters: message.length };
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
    if (mayBeObject(line)) {
      const object = parseObject(line);
      if (object) return withTime(readWrapped(readFields(object)), timestamp, object);
    } else {
      const record = readPrefixed(line, timestamp);
      if (record) return record;
    }
  } catch {
    // JSON nested too deep to read or serialize (a RangeError): store the whole line as the message.
  }
  return withTime({ ...plainTextFields(line), message: toUSVString(line) }, timestamp);
}

/** Of a line beyond the limits of CloudWatch Logs, regular expressions can use up their stack (a RangeError). */
function plainTextFields(line: string): PlainTextFields {
  try {
    return readPlainText(line);
  } catch {
    return {};
  }
}

/** A record whose message is another record as JSON, such as that of a line in Docker's JSON, with the fields of both. */
function readWrapped(record: LogRecord): LogRecord {
  if (record.level !== undefined || record.message === undefined || !mayBeObject(record.message))
    return record;
  const object = parseObject(record.message);
  const inner = object && readFields(object);
  return inner?.level === undefined ? record : withAttributesOf(record, { ...record, ...inner });
}

/** Maximum length of what stands before an object on its line. */
const MAX_PREFIX = 200;

/** Attribute with what stands before an object on its line. */
const PREFIX = "line_prefix";

/** The record of an object behind a prefix, such as that of Kubernetes; undefined if the object is not one of a log. */
function readPrefixed(line: string, timestamp: number): LogRecord | undefined {
  const start = line.indexOf("{");
  if (start <= 0 || start > MAX_PREFIX || !line.slice(-MAX_PREFIX).trimEnd().endsWith("}")) return undefined;
  const object = parseObject(line.slice(start));
  const record = object && readFields(object);
  if (record?.level === undefined || record.message === undefined) return undefined;
  const prefix = line.slice(0, start);
  const { "@timestamp": time, logger } = readPlainText(prefix);
  return withTime(
    withAttributesOf(
      { [ATTRIBUTES]: { [PREFIX]: toUSVString(prefix.trim()) } },
      {
        ...(time !== undefined && { "@timestamp": time }),
        ...(logger !== undefined && { logger }),
        ...record,
      },
    ),
    timestamp,
    object,
  );
}

/** A record with the attributes of another one, too. */
function withAttributesOf({ [ATTRIBUTES]: added = {} }: LogRecord, record: LogRecord): LogRecord {
  const attributes = [...Object.entries(record[ATTRIBUTES] ?? {}), ...Object.entries(added)];
  return attributes.length === 0 ? record : { ...record, [ATTRIBUTES]: objectWithDistinctKeys(attributes) };
}

function parseObject(line: string): JsonObject | undefined {
  // An error of the strict parser costs more than this check.
  if (line.endsWith("}") || line.trimEnd().endsWith("}")) {
    try {
      const parsed: unknown = JSON.parse(line);
      if (!isObject(parsed)) return undefined;
      return isExact(line, parsed) ? parsed : (parseTolerantly(line) ?? parsed);
    } catch {
      return parseTolerantly(line);
    }
  }
  return parseTolerantly(line);
}

function withTime(record: LogRecord, timestamp: number, line?: JsonObject): LogRecord {
  if (record["@timestamp"] !== undefined) return record;
  const time = line && findTime(line, timestamp);
  return { "@timestamp": time ?? new Date(timestamp).toISOString(), ...record };
}

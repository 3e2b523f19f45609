import { toUSVString } from "node:util";
import {
  ATTRIBUTES,
  type ExceptionRecord,
  FIELDS,
  type FieldName,
  type FieldType,
  levelNamed,
  type LogRecord,
  MAX_INTEGER,
  TRACEBACK_START,
} from "../../catalog";
import type { EventHeader } from "../delivery/log-event";
import { objectWithDistinctKeys } from "../shared/distinct-keys";
import { isObject, type JsonObject } from "../shared/json";
import type { RawEvent } from "./raw-event";
import { isRfc3339 } from "./rfc3339";

/** Maximum nesting of attributes. Deeper values are stored as JSON text. No sink indexes deeper nesting. */
export const MAX_DEPTH = 20;

const TYPES: ReadonlyMap<string, FieldType> = new Map(FIELDS.map(({ name, type }) => [name, type]));

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
 * their field, are stored under `attributes`. Any other line becomes `message`; if it begins as a traceback, its level is
 * ERROR. Loses no data and never throws.
 *
 * @param timestamp CloudWatch Logs' timestamp in milliseconds, for lines without one
 */
export function parseRecord(line: string, timestamp: number): LogRecord {
  try {
    const parsed: unknown = line.trimStart().startsWith("{") ? JSON.parse(line) : undefined;
    if (isObject(parsed)) return withTime(readFields(parsed), timestamp);
  } catch {
    // Invalid JSON, or JSON nested too deep to serialize (a RangeError): store the whole line as the message.
  }
  const message = toUSVString(line);
  return withTime({ ...(line.startsWith(TRACEBACK_START) && { level: "ERROR" }), message }, timestamp);
}

function withTime(record: LogRecord, timestamp: number): LogRecord {
  return record["@timestamp"] === undefined
    ? { "@timestamp": new Date(timestamp).toISOString(), ...record }
    : record;
}

function readFields(object: JsonObject): LogRecord {
  const record: Partial<Record<FieldName, unknown>> = {};
  const extraAttributes: [string, unknown][] = [];
  for (const [key, value] of Object.entries(object)) {
    if (key === ATTRIBUTES) continue;
    const type = TYPES.get(key);
    const read = type === undefined ? { remainder: value } : READERS[type](value);
    if ("value" in read) record[key as FieldName] = read.value;
    if ("remainder" in read) extraAttributes.push([toUSVString(key), sanitizeValue(read.remainder, 1)]);
  }
  const attributes = mergeAttributes(object[ATTRIBUTES], extraAttributes);
  return { ...(record as LogRecord), ...(attributes && { [ATTRIBUTES]: attributes }) };
}

/** Merges the line's own attributes with the other keys; nests its own if a name occurs in both. */
function mergeAttributes(
  lineAttributes: unknown,
  extraAttributes: readonly [string, unknown][],
): JsonObject | undefined {
  if (lineAttributes === undefined)
    return extraAttributes.length > 0 ? objectWithDistinctKeys(extraAttributes) : undefined;
  const sanitized = sanitizeValue(lineAttributes, 1);
  const collides = !isObject(sanitized) || extraAttributes.some(([key]) => Object.hasOwn(sanitized, key));
  return objectWithDistinctKeys([
    ...(collides ? [[ATTRIBUTES, sanitized] as const] : Object.entries(sanitized)),
    ...extraAttributes,
  ]);
}

/** Converts a value to one that a record may contain: well-formed text, finite numbers, nesting up to MAX_DEPTH. */
function sanitizeValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return toUSVString(value);
  // 1e999 is valid JSON but parses to Infinity.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return toUSVString(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => sanitizeValue(item, depth + 1));
  return objectWithDistinctKeys(
    Object.entries(value).map(([key, item]) => [toUSVString(key), sanitizeValue(item, depth + 1)]),
  );
}

/** The part of a value that matches its field, and the remainder, which is stored under the attributes. */
type FieldReading =
  { readonly value: unknown; readonly remainder?: unknown } | { readonly remainder: unknown };

const readText = (value: unknown): FieldReading =>
  typeof value === "string" ? { value: toUSVString(value) } : { remainder: value };

const READERS: Readonly<Record<FieldType, (value: unknown) => FieldReading>> = {
  timestamp: (value) => (isRfc3339(value) ? { value: value } : { remainder: value }),
  level: readLevel,
  keyword: readText,
  text: readText,
  double: (value) => (Number.isFinite(value) ? { value: value } : { remainder: value }),
  integer: (value) =>
    Number.isInteger(value) && Math.abs(value as number) <= MAX_INTEGER
      ? { value: value }
      : { remainder: value },
  // A line cannot state what the platform redacted in it.
  classes: (value) => ({ remainder: value }),
  exception: readException,
};

function readLevel(value: unknown): FieldReading {
  const level = typeof value === "string" ? levelNamed(value) : undefined;
  return level ? { value: level } : { remainder: value };
}

/** Splits a traceback in one text, as Python's `traceback.format_exc` writes it, into lines. */
function readException(value: unknown): FieldReading {
  if (!isObject(value)) return { remainder: value };
  const { type, value: exceptionValue, stacktrace = [], ...remainder } = value;
  const lines: unknown = typeof stacktrace === "string" ? stacktrace.split("\n") : stacktrace;
  if (typeof type !== "string" || typeof exceptionValue !== "string" || !isTextList(lines))
    return { remainder: value };
  const exception: ExceptionRecord = {
    type: toUSVString(type),
    value: toUSVString(exceptionValue),
    stacktrace: lines.map(toUSVString),
  };
  return Object.keys(remainder).length > 0 ? { value: exception, remainder } : { value: exception };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

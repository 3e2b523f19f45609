import { toUSVString } from "node:util";
import {
  ATTRIBUTES,
  type ExceptionRecord,
  FIELDS,
  type FieldName,
  type FieldType,
  type Level,
  LEVELS,
  type LogRecord,
  MAX_INTEGER,
} from "../../catalog";
import type { EventHeader } from "../delivery/log-event";
import { objectWithDistinctKeys } from "../shared/distinct-keys";
import { isObject, type JsonObject } from "../shared/json";
import type { RawEvent } from "./raw-event";
import { isRfc3339 } from "./rfc3339";

/** Nesting that attributes keep; what lies deeper is kept as its JSON text. Every sink stops well above it. */
export const MAX_DEPTH = 20;

const TYPES: ReadonlyMap<string, FieldType> = new Map(FIELDS.map(({ name, type }) => [name, type]));

/** Names of other loggers for the levels of Python's. */
const LEVEL_ALIASES: ReadonlyMap<string, Level> = new Map([
  ["WARN", "WARNING"],
  ["FATAL", "CRITICAL"],
]);

/** A log event whose text is parsed and not yet redacted: no sink takes it. */
export interface ParsedEvent extends EventHeader {
  readonly unredacted: LogRecord;
}

export function parseEvent({ message, ...header }: RawEvent): ParsedEvent {
  return { ...header, unredacted: parseRecord(message, header.timestamp) };
}

/**
 * A line as a log record. A JSON object gives its fields; keys that are no field, and values that do not fit theirs,
 * stand under `attributes`. Anything else is carried whole as `message`. Loses nothing and never throws.
 *
 * @param timestamp CloudWatch Logs' time of the line, in milliseconds, for lines that tell none of their own
 */
export function parseRecord(line: string, timestamp: number): LogRecord {
  try {
    const parsed: unknown = line.trimStart().startsWith("{") ? JSON.parse(line) : undefined;
    if (isObject(parsed)) return withTime(readFields(parsed), timestamp);
  } catch {
    // Broken JSON, or nested so deep that it cannot be written again (a RangeError): the line itself says it all.
  }
  return withTime({ message: toUSVString(line) }, timestamp);
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

/** The attributes the line has itself, and what was found besides; nested where a name stands on both sides. */
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

/** A value as the record may carry it: well-formed text, finite numbers, no nesting below MAX_DEPTH. */
function sanitizeValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return toUSVString(value);
  // 1e999 is valid JSON, and Infinity is not.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return toUSVString(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => sanitizeValue(item, depth + 1));
  return objectWithDistinctKeys(
    Object.entries(value).map(([key, item]) => [toUSVString(key), sanitizeValue(item, depth + 1)]),
  );
}

/** What of a value is its field's, and what is left for the attributes. */
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
  exception: readException,
};

function readLevel(value: unknown): FieldReading {
  if (typeof value !== "string") return { remainder: value };
  const name = value.trim().toUpperCase();
  const level = LEVEL_ALIASES.get(name) ?? LEVELS.find((candidate) => candidate === name);
  return level ? { value: level } : { remainder: value };
}

/** A traceback in one piece, as Python's `traceback.format_exc` writes it, becomes its lines. */
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

import { toUSVString } from "node:util";
import {
  ATTRIBUTES,
  type ExceptionRecord,
  FIELDS,
  type FieldName,
  type FieldType,
  isErrorLevel,
  type Level,
  LEVELS,
  levelWritten,
  type LogRecord,
} from "../../../catalog";
import { objectWithDistinctKeys } from "../../shared/distinct-keys";
import { isObject, type JsonObject } from "../../shared/json";
import { findLogger, findMessage } from "./other-keys";
import { readPlainText } from "./plain-text";
import { findException, findTraceback, readException } from "./read-exception";
import { findLevel } from "./read-level";
import { isRfc3339 } from "./rfc3339";
import { sanitizeValue } from "./sanitize-value";

const TYPES: ReadonlyMap<string, FieldType> = new Map(FIELDS.map(({ name, type }) => [name, type]));

/**
 * Reads an object as a record. Unknown keys, and values that do not match the type of their field, are stored under
 * `attributes`. Level, message and exception are also read from the keys under which other libraries write them.
 */
export function readFields(object: JsonObject): LogRecord {
  const read = isRecord(object) ? (object as LogRecord) : collectFields(object);
  if (read.level === undefined || read.message === undefined || read.logger === undefined)
    readOtherKeys(read, object);
  if (mayHaveException(read) && !hasStacktrace(read)) readOtherException(read);
  return read;
}

/** Whether an object is a record as it is, such as nearly every line of the application. */
function isRecord(object: JsonObject): boolean {
  for (const key of Object.keys(object)) {
    const type = TYPES.get(key);
    const value = object[key];
    if (type === undefined || !isOrdinary(type, value)) return false;
    if (typeof value === "string" && !value.isWellFormed()) return false;
  }
  return true;
}

/** The fields of an object, and under `attributes` everything else. */
function collectFields(object: JsonObject): LogRecord {
  const record: Partial<Record<FieldName, unknown>> = {};
  const extraAttributes: [string, unknown][] = [];
  for (const key of Object.keys(object)) {
    if (key === ATTRIBUTES) continue;
    const value = object[key];
    const type = TYPES.get(key);
    // Nearly every value is of the type of its field.
    if (type !== undefined && isOrdinary(type, value)) {
      record[key as FieldName] = typeof value === "string" ? value.toWellFormed() : value;
      continue;
    }
    const read = type === undefined ? { remainder: value } : readUnusual(type, value);
    if ("value" in read) record[key as FieldName] = read.value;
    if ("remainder" in read) extraAttributes.push([toUSVString(key), sanitizeValue(read.remainder, 1)]);
  }
  const attributes = mergeAttributes(object[ATTRIBUTES], extraAttributes);
  // A copy is faster to redact and to encode than an object to which keys were added one by one.
  return (attributes ? { ...record, [ATTRIBUTES]: attributes } : { ...record }) as LogRecord;
}

/** Merges the line's own attributes with the other keys; nests its own if a name occurs in both. */
function mergeAttributes(
  lineAttributes: unknown,
  extraAttributes: readonly [string, unknown][],
): JsonObject | undefined {
  if (lineAttributes === undefined)
    return extraAttributes.length > 0 ? objectWithDistinctKeys(extraAttributes) : undefined;
  const sanitized = sanitizeValue(lineAttributes, 1);
  if (isObject(sanitized) && extraAttributes.length === 0) return sanitized;
  const collides = !isObject(sanitized) || extraAttributes.some(([key]) => Object.hasOwn(sanitized, key));
  return objectWithDistinctKeys([
    ...(collides ? [[ATTRIBUTES, sanitized] as const] : Object.entries(sanitized)),
    ...extraAttributes,
  ]);
}

/** Fills in level, message and logger from the keys of other libraries, or from the message. The keys remain attributes. */
function readOtherKeys(record: LogRecord, object: JsonObject): void {
  if (record.level === undefined) {
    const level = findLevel(object);
    if (level) record.level = level;
  }
  if (record.message === undefined) {
    const message = findMessage(object);
    if (message !== undefined) record.message = toUSVString(message);
  }
  if (record.logger === undefined) {
    const logger = findLogger(object);
    if (logger !== undefined) record.logger = toUSVString(logger);
  }
  if (record.level === undefined && record.message !== undefined)
    readFormattedMessage(record, record.message);
}

/** A line that another library wrapped in an object, such as Docker's: its message says what the object does not. */
function readFormattedMessage(record: LogRecord, message: string): void {
  const { level, logger } = readPlainText(message);
  if (level) record.level = level;
  if (record.logger === undefined && logger !== undefined) record.logger = logger;
}

/** Exceptions are looked for in no line that its level makes unlikely to have one. */
function mayHaveException({ level }: LogRecord): boolean {
  return level === undefined || level === "WARNING" || isErrorLevel(level);
}

function className({ type }: ExceptionRecord): string | undefined {
  return type.split(".").at(-1);
}

function hasStacktrace({ exception }: LogRecord): boolean {
  return exception !== undefined && exception.stacktrace.length > 0;
}

/** Moves an exception from the attributes to its field, or reads it from a text. */
function readOtherException(record: LogRecord): void {
  const attributes = record[ATTRIBUTES];
  if (record.exception) {
    const traced = findTraceback([record.message, attributes]);
    if (traced && className(traced) === className(record.exception)) record.exception = traced;
    return;
  }
  const found = attributes && findException(attributes);
  // A key can name an exception whose traceback is in another text.
  const traced =
    found && found.exception.stacktrace.length > 0 ? undefined : findTraceback([record.message, attributes]);
  const exception = traced ?? found?.exception;
  if (!exception) return;
  record.exception = exception;
  record.level ??= "ERROR";
  if (!found) return;
  const others = Object.entries(attributes).filter(([name]) => !found.keys.includes(name));
  if (found.remainder !== undefined) others.push([found.keys[0] ?? "exception", found.remainder]);
  if (others.length > 0) record[ATTRIBUTES] = Object.fromEntries(others);
  else delete record.attributes;
}

/** Whether a value is one of its field as it is, apart from halves of surrogate pairs. */
function isOrdinary(type: FieldType, value: unknown): boolean {
  switch (type) {
    case "keyword":
    case "text":
      return typeof value === "string";
    case "timestamp":
      return isRfc3339(value);
    case "level":
      return LEVEL_SET.has(value);
    case "double":
      return Number.isFinite(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "classes":
    case "exception":
      return false;
  }
}

const LEVEL_SET: ReadonlySet<unknown> = new Set(LEVELS);

/** The part of a value that matches its field, and the remainder, which is stored under the attributes. */
type FieldReading =
  { readonly value: unknown; readonly remainder?: unknown } | { readonly remainder: unknown };

/** Reads a value that is not ordinary. */
function readUnusual(type: FieldType, value: unknown): FieldReading {
  if (type === "level") return readLevel(value);
  // A line cannot state what the platform redacted in it, and so no value of `classes` is read.
  return type === "exception" ? readExceptionField(value) : { remainder: value };
}

/** The names in which nothing is lost: those of Python's levels. */
const PYTHON_NAMES: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...LEVELS.map((level) => [level, level] as const),
  ["WARN", "WARNING"],
  ["FATAL", "CRITICAL"],
]);

/** A level with another name than Python's is kept as it is written, too: `NOTICE` and `INFO` differ. */
function readLevel(value: unknown): FieldReading {
  const level = typeof value === "string" ? levelWritten(value) : undefined;
  if (!level) return { remainder: value };
  if (PYTHON_NAMES.has(value as string) || PYTHON_NAMES.has((value as string).trim().toUpperCase()))
    return { value: level };
  return { value: level, remainder: value };
}

function readExceptionField(value: unknown): FieldReading {
  const reading = readException(value);
  if (!reading) return { remainder: value };
  const { exception, remainder } = reading;
  return remainder === undefined ? { value: exception } : { value: exception, remainder };
}

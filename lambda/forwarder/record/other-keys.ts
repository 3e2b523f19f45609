import { isObject, type JsonObject } from "../../shared/json";
import { valueAt } from "./value-at";

/** A key under which libraries write a text. */
export interface TextKey {
  /** In lower case; a dot also stands for an inner object. Compared without case. */
  readonly key: string;
  /** Other keys that the library writes, of which one must be present. @default - the key has no other meaning */
  readonly beside?: readonly string[];
}

/** The first key that contains a text counts. A new library's key is one row. Sources: the documentation of each library. */
export const MESSAGE_KEYS: readonly TextKey[] = [
  // pino, bunyan, slog, zap, logrus
  { key: "msg" },
  // GELF
  { key: "short_message" },
  // Serilog
  { key: "@m" },
  // hclog
  { key: "@message" },
  // .NET and journald: `Message`, `MESSAGE`
  { key: "message" },
  // OpenTelemetry, also with `stringValue`
  { key: "body" },
  // loguru
  { key: "record.message" },
  // Serilog, without the values
  { key: "renderedmessage" },
  { key: "@mt" },
  { key: "messagetemplate" },
  // Rust's tracing
  { key: "fields.message" },
  // Google Cloud Logging
  { key: "textpayload" },
  { key: "jsonpayload.message" },
  // zap's development configuration
  { key: "m", beside: ["L"] },
  // structlog
  { key: "event" },
  // Docker's json-file, Fluent Bit
  { key: "log" },
  { key: "text" },
  // AWS Lambda
  { key: "errormessage" },
  { key: "message.errormessage" },
  // zerolog, without a message
  { key: "error" },
  { key: "exception.message" },
];

export const LOGGER_KEYS: readonly TextKey[] = [
  { key: "logger_name" },
  { key: "loggername" },
  // Elastic Common Schema
  { key: "log.logger" },
  // loguru
  { key: "record.name" },
  // Serilog; .NET
  { key: "sourcecontext" },
  { key: "properties.sourcecontext" },
  { key: "category", beside: ["EventId", "LogLevel"] },
  // log4js
  { key: "categoryname" },
  // Rust's tracing
  { key: "target", beside: ["fields"] },
  // zap's development configuration
  { key: "n", beside: ["M"] },
  // Python's logging; bunyan, pino
  { key: "name", beside: ["levelname", "levelno", "pid"] },
  // Monolog
  { key: "channel", beside: ["level_name"] },
];

/** The message of a line that has none under the key of the field. */
export const findMessage = textFinder(MESSAGE_KEYS);

/** The logger of a line that has none under the key of the field. */
export const findLogger = textFinder(LOGGER_KEYS);

function textFinder(keys: readonly TextKey[]): (line: JsonObject) => string | undefined {
  const firstNames = new Set(keys.flatMap(({ key }) => [key, firstName(key)]));
  return (line) => {
    // Most lines have none of the keys.
    const names = Object.keys(line).filter((name) => firstNames.has(name.toLowerCase()));
    return names.length === 0 ? undefined : findText(line, names, keys);
  };
}

function findText(line: JsonObject, names: readonly string[], keys: readonly TextKey[]): string | undefined {
  const byLowerCase = Object.fromEntries(names.map((name) => [name.toLowerCase(), line[name]]));
  for (const { key, beside } of keys) {
    if (beside && !beside.some((other) => Object.hasOwn(line, other))) continue;
    const value = byLowerCase[key] ?? innerValue(byLowerCase, key);
    // OpenTelemetry's JSON encoding
    const text = isObject(value) ? value["stringValue"] : value;
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

/** The value of an inner object, whose keys are compared without case. */
function innerValue(line: JsonObject, key: string): unknown {
  const first = firstName(key);
  const inner = first === key ? undefined : line[first];
  return isObject(inner) ? valueAt(lowerCased(inner), key.slice(first.length + 1)) : undefined;
}

function firstName(key: string): string {
  return key.split(".", 1).join("");
}

function lowerCased(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}

import { ATTRIBUTES, type ExceptionRecord, type LogRecord } from "../../catalog";
import { type Colors, printable, printableLine } from "../cli";

/** In characters: that of CRITICAL. */
const LEVEL_WIDTH = 8;
/** The fields of a line that is not a JSON object: the parser stores it as the message and adds the time. */
const UNSTRUCTURED = ["@timestamp", "message", "redacted"];

/** A record on one line: time, level, logger, message, then the other fields. An unstructured line remains as it is. */
export function formatLine(record: LogRecord, colors: Colors): string {
  const { "@timestamp": time = "", level = "", logger = "", message = "", exception, ...others } = record;
  if (Object.keys(record).every((name) => UNSTRUCTURED.includes(name))) return printable(message);
  const { [ATTRIBUTES]: attributes = {}, ...fields } = others;
  const rest = [
    ...Object.entries({ ...fields, ...attributes }).map(([name, value]) => `${name}=${formatValue(value)}`),
    ...(exception ? [`exception=${formatException(exception)}`] : []),
  ];
  const columns: readonly (readonly [text: string, color: (text: string) => string])[] = [
    [time, colors.dim],
    [level.padEnd(LEVEL_WIDTH), colorOfLevel(level, colors)],
    [printableLine(logger), colors.cyan],
    [printableLine(message), String],
    [printableLine(rest.join(" ")), colors.dim],
  ];
  return columns
    .filter(([text]) => text !== "")
    .map(([text, color]) => color(text))
    .join("  ");
}

function colorOfLevel(level: string, { red, yellow, dim }: Colors): (text: string) => string {
  if (level === "CRITICAL" || level === "ERROR") return red;
  return level === "WARNING" ? yellow : dim;
}

function formatValue(value: unknown): string {
  return typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

function formatException({ type, value, stacktrace }: ExceptionRecord): string {
  const traceback = stacktrace.length === 0 ? "" : ` (traceback of ${stacktrace.length} lines)`;
  return `${JSON.stringify(`${type}: ${value}`)}${traceback}`;
}

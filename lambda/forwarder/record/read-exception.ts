import { toUSVString } from "node:util";
import type { ExceptionRecord } from "../../../catalog";
import { isObject, type JsonObject } from "../../shared/json";
import { hasTraceback, linesOf, parseTraceback } from "../../shared/traceback";

/** An exception, and the rest of its value, which it does not contain. */
export interface ExceptionReading {
  readonly exception: ExceptionRecord;
  readonly remainder?: unknown;
}

/**
 * Keys under which libraries write an exception, in lower case and without punctuation: Python's `exc_info`, `exc_text`;
 * structlog's and python-json-logger's; `stack_trace` of logstash; `err` of pino; `error.stack_trace` of the Elastic
 * Common Schema; `exception.stacktrace` of OpenTelemetry.
 */
const EXCEPTION_KEYS: ReadonlySet<string> = new Set(
  (
    "exception exc excinfo exctext traceback formattedtraceback tb stacktrace stack backtrace error err " +
    "exceptionstacktrace exceptiontraceback exceptioninfo errorstacktrace errorstack errortraceback"
  ).split(" "),
);

/** The first exception under one of the usual keys of an object, with its key. */
export function findException(object: JsonObject): (ExceptionReading & { readonly key: string }) | undefined {
  for (const key of Object.keys(object)) {
    if (!EXCEPTION_KEYS.has(key.toLowerCase().replaceAll(/[^a-z]/g, ""))) continue;
    const reading = readException(object[key]);
    if (reading) return { key, ...reading };
  }
  return undefined;
}

/** Reads an exception in any of the forms in which libraries write one; undefined if the value is none. */
export function readException(value: unknown): ExceptionReading | undefined {
  if (typeof value === "string") return readText(value);
  if (Array.isArray(value)) return readList(value);
  return isObject(value) ? readObject(value) : undefined;
}

/** Reads a traceback in a text, such as that of `traceback.format_exc`, with whatever stands before it. */
export function readTraceback(text: string): ExceptionRecord | undefined {
  const lines = linesOf([text.trimEnd()]);
  const raised = parseTraceback(lines).at(-1);
  if (!raised || (raised.frames.length === 0 && raised.members.length === 0 && !hasTraceback(text)))
    return undefined;
  return {
    type: toUSVString(raised.type ?? "Error"),
    value: toUSVString(raised.value),
    stacktrace: lines.map(toUSVString),
  };
}

/** `ValueError: bad` */
const TYPE_AND_VALUE = /^(?<type>(?:\w+\.)*\w*(?:Error|Exception)): (?<value>[\s\S]+)$/;

function readText(text: string): ExceptionReading | undefined {
  const exception = readTraceback(text);
  if (exception) return { exception };
  const { type, value } = TYPE_AND_VALUE.exec(text)?.groups ?? {};
  return type === undefined || value === undefined
    ? undefined
    : { exception: { type, value: toUSVString(value), stacktrace: [] } };
}

function readObject(object: JsonObject): ExceptionReading | undefined {
  const [typeKey, type] = firstText(object, ["type", "exc_type", "name", "class", "kind"]);
  const [valueKey, written] = firstPresent(object, ["value", "exc_value", "message", "msg"]);
  const [traceKey, trace] = firstPresent(object, [
    "stacktrace",
    "stack_trace",
    "traceback",
    "stack",
    "frames",
  ]);
  const stacktrace = readStacktrace(trace);
  if (!stacktrace) return undefined;
  const raised = type === undefined || written === undefined ? parseTraceback(stacktrace).at(-1) : undefined;
  if (type === undefined && raised === undefined) return undefined;
  const remainder = Object.entries(object).filter(([key]) => ![typeKey, valueKey, traceKey].includes(key));
  return {
    exception: {
      type: toUSVString(type ?? raised?.type ?? "Error"),
      value: toUSVString(written === undefined ? (raised?.value ?? "") : textOf(written)),
      stacktrace,
    },
    ...(remainder.length > 0 && { remainder: Object.fromEntries(remainder) }),
  };
}

/** Lines of text, or frames as structlog's `dict_tracebacks` writes them; undefined for other values. */
function readStacktrace(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return linesOf([value.trimEnd()]).map(toUSVString);
  if (!Array.isArray(value)) return undefined;
  const lines = value.flatMap((item) =>
    typeof item === "string" ? toUSVString(item) : (frameText(item) ?? []),
  );
  return lines.length >= value.length ? lines : undefined;
}

function frameText(frame: unknown): string[] | undefined {
  if (!isObject(frame)) return undefined;
  const { filename, lineno, name, line } = frame;
  if (typeof filename !== "string" || typeof lineno !== "number") return undefined;
  const place = `File "${filename}", line ${lineno}${typeof name === "string" ? `, in ${name}` : ""}`;
  return [place, ...(typeof line === "string" && line !== "" ? [`    ${line}`] : [])].map(toUSVString);
}

/** `<class 'ValueError'>`, which Python's `sys.exc_info` becomes as text. */
const CLASS = /^<class '(?<name>[\w.]+)'>$/;

function readList(list: readonly unknown[]): ExceptionReading | undefined {
  const [first, second] = list;
  if (typeof first !== "string") return readChain(list);
  const type = CLASS.exec(first)?.groups?.["name"];
  if (type !== undefined)
    return { exception: { type, value: toUSVString(textOf(second)), stacktrace: [] }, remainder: list };
  if (!list.every((item) => typeof item === "string")) return undefined;
  // The lines of `traceback.format_exception` end in a line feed, those of other lists do not.
  return readText(list.join(first.endsWith("\n") ? "" : "\n"));
}

/** The list of structlog's `dict_tracebacks`: the raised exception, then its cause, and so on. */
function readChain(list: readonly unknown[]): ExceptionReading | undefined {
  const links = list.map((item) => (isObject(item) ? readObject(item)?.exception : undefined));
  const [raised, ...causes] = links;
  if (!raised || links.includes(undefined)) return undefined;
  const before = causes
    .reverse()
    .flatMap((cause) => [
      ...(cause?.stacktrace ?? []),
      `${cause?.type}: ${cause?.value}`,
      "Traceback (most recent call last):",
    ]);
  return { exception: { ...raised, stacktrace: [...before, ...raised.stacktrace] }, remainder: list };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function firstPresent(object: JsonObject, keys: readonly string[]): readonly [string?, unknown?] {
  const key = keys.find((candidate) => object[candidate] !== undefined);
  return key === undefined ? [] : [key, object[key]];
}

function firstText(object: JsonObject, keys: readonly string[]): readonly [string?, string?] {
  const key = keys.find((candidate) => typeof object[candidate] === "string");
  return key === undefined ? [] : [key, object[key] as string];
}

import { toUSVString } from "node:util";
import { type ExceptionRecord, TRACEBACK_START } from "../../../catalog";
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
 * Common Schema; `exception.stacktrace` of OpenTelemetry; `@x` of Serilog; `thrown` of Log4j.
 */
const EXCEPTION_KEYS: ReadonlySet<string> = new Set(
  (
    "exception exc excinfo exctext traceback formattedtraceback tb stacktrace stack backtrace error err thrown @x " +
    "exceptionstacktrace exceptiontraceback exceptioninfo errorstacktrace errorstack errortraceback exctraceback"
  ).split(" "),
);

/** Keys of a type, and those of the text and the stack trace that libraries write next to it. */
const SPREAD_KEYS: ReadonlyMap<string, readonly [value: string, stacktrace: string]> = new Map([
  // AWS Lambda
  ["errorType", ["errorMessage", "stackTrace"]],
  // OpenTelemetry, Elastic Common Schema, Datadog
  ["exception.type", ["exception.message", "exception.stacktrace"]],
  ["error.type", ["error.message", "error.stack_trace"]],
  ["error.kind", ["error.message", "error.stack"]],
  // Python's names
  ["exc_type", ["exc_value", "exc_traceback"]],
  ["exception_type", ["exception_message", "exception_traceback"]],
]);

/** Keys of objects into which libraries put what the application adds to a line. */
const CONTAINERS: ReadonlySet<string> = new Set([
  "extra",
  "context",
  "fields",
  "record",
  "properties",
  "message",
]);

/** The first exception under the usual keys of an object, with the keys that it replaces. */
export function findException(
  object: JsonObject,
): (ExceptionReading & { readonly keys: readonly string[] }) | undefined {
  let usual: (ExceptionReading & { readonly keys: readonly string[] }) | undefined;
  let container: ExceptionRecord | undefined;
  for (const key of Object.keys(object)) {
    const spread = SPREAD_KEYS.get(key);
    const exception = spread && readSpread(object, key, spread);
    if (exception) return { keys: [key, ...spread], exception };
    if (!usual && isExceptionKey(key)) {
      const reading = readException(object[key]);
      if (reading) usual = { keys: [key], ...reading };
    } else if (!container && CONTAINERS.has(key)) {
      const inner = object[key];
      container = isObject(inner) ? findException(inner)?.exception : undefined;
    }
  }
  return usual ?? (container && { keys: [], exception: container });
}

function isExceptionKey(key: string): boolean {
  return EXCEPTION_KEYS.has(key) || EXCEPTION_KEYS.has(key.toLowerCase().replaceAll(/[^@a-z]/g, ""));
}

function readSpread(
  object: JsonObject,
  typeKey: string,
  [valueKey, traceKey]: readonly [string, string],
): ExceptionRecord | undefined {
  const { [typeKey]: type, [valueKey]: value, [traceKey]: trace } = object;
  if (typeof type !== "string" || (value === undefined && trace === undefined)) return undefined;
  return readObject({ type, value: value ?? "", stacktrace: trace })?.exception;
}

/** Texts that are searched for a traceback, and the nesting of objects and lists in which they are. */
const MAX_TEXTS = 200;
const MAX_DEPTH = 6;

/** The first traceback in the texts of a value, at any key. */
export function findTraceback(value: unknown): ExceptionRecord | undefined {
  let texts = 0;
  return search(value, 0);

  function search(current: unknown, depth: number): ExceptionRecord | undefined {
    if (typeof current === "string") {
      texts += 1;
      return current.length >= TRACEBACK_START.length && hasTraceback(current)
        ? readTraceback(current)
        : undefined;
    }
    if (typeof current !== "object" || current === null || depth > MAX_DEPTH) return undefined;
    const object = current as JsonObject;
    for (const key in object) {
      if (texts >= MAX_TEXTS) return undefined;
      const found = search(object[key], depth + 1);
      if (found) return found;
    }
    return undefined;
  }
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

const EXCEPTION_CLASS = String.raw`(?<type>(?:\w+\.)*\w*(?:Error|Exception))`;
/** `ValueError`, `ValueError: bad`, and Python's `repr` of an exception and of what `sys.exc_info` returns. */
const TEXT_FORMS: readonly RegExp[] = [
  new RegExp(String.raw`^${EXCEPTION_CLASS}(?:: (?<value>[\s\S]+))?$`),
  new RegExp(
    String.raw`^(?:\(<class '[\w.]+'>, )?${EXCEPTION_CLASS}\((?<value>.*?)\)(?:, <traceback [^>]*>\))?$`,
    "s",
  ),
];
const QUOTED = /^(?<quote>["'])(?<content>.*)\k<quote>,?$/s;

function readText(text: string): ExceptionReading | undefined {
  const exception = readTraceback(text);
  if (exception) return { exception };
  for (const form of TEXT_FORMS) {
    const { type, value = "" } = form.exec(text)?.groups ?? {};
    if (type === undefined) continue;
    const content = QUOTED.exec(value)?.groups?.["content"] ?? value;
    return { exception: { type, value: toUSVString(content), stacktrace: [] } };
  }
  return undefined;
}

const TYPE_KEYS = ["type", "exc_type", "name", "class", "kind", "exceptionType", "errorType"];
const VALUE_KEYS = ["value", "exc_value", "message", "msg", "errorMessage"];
const TRACE_KEYS = [
  ...["stacktrace", "stack_trace", "stackTrace", "extendedStackTrace", "traceback", "stack"],
  ...["frames", "trace"],
];

function readObject(object: JsonObject): ExceptionReading | undefined {
  const { values } = object;
  // Sentry's interface
  if (Array.isArray(values)) return readException(values.at(-1));
  const [typeKey, type] = firstText(object, TYPE_KEYS);
  const [valueKey, written] = firstPresent(object, VALUE_KEYS);
  const [traceKey, trace] = firstPresent(object, TRACE_KEYS);
  const readTrace = readStacktrace(trace);
  // A stack trace in another form is kept where it is.
  if (!readTrace && (type === undefined || written === undefined)) return undefined;
  const stacktrace = readTrace ?? [];
  const raised = type === undefined || written === undefined ? parseTraceback(stacktrace).at(-1) : undefined;
  if (type === undefined && raised === undefined) return undefined;
  const readKeys = [typeKey, valueKey, readTrace && traceKey];
  const remainder = Object.entries(object).filter(([key]) => !readKeys.includes(key));
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
  if (isObject(value) && Array.isArray(value["frames"])) return readStacktrace(value["frames"]);
  if (!Array.isArray(value)) return undefined;
  const lines = value.flatMap((item) => (typeof item === "string" ? linesIn(item) : (frameText(item) ?? [])));
  return lines.length >= value.length ? lines : undefined;
}

/** An item of a list of lines, which can be several lines in the format of `traceback.format_tb`. */
function linesIn(item: string): string | readonly string[] {
  return item.includes("\n") ? linesOf([item.trimEnd()]).map(toUSVString) : toUSVString(item);
}

function frameText(frame: unknown): string[] | undefined {
  if (!isObject(frame)) return undefined;
  const { filename, lineno, line } = frame;
  const name = frame["name"] ?? frame["function"];
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

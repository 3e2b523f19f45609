import { type Level, levelNamed, levelNumbered, type LevelScaleName } from "../../../catalog";
import { isObject, type JsonObject } from "../../shared/json";

/** A key under which libraries write a level, and the scale of its numbers. */
interface LevelKey {
  /** As a library writes it; a dot also stands for an inner object. Compared without case. */
  readonly key: string;
  readonly numbers?: LevelScaleName | ((number: number, line: JsonObject) => LevelScaleName);
}

/** The first key that names a level counts. Sources: the documentation of each library. */
const LEVEL_KEYS: readonly LevelKey[] = [
  { key: "level", numbers: scaleOfLevel },
  // Python's logging, python-json-logger; Monolog
  { key: "levelname" },
  { key: "level_name" },
  // Google Cloud Logging, python-json-logger; OpenTelemetry
  { key: "severity", numbers: scaleOfSeverity },
  { key: "severity_text" },
  { key: "severityText" },
  // Elastic Common Schema, Serilog, others
  { key: "log.level", numbers: scaleOfLevel },
  { key: "loglevel", numbers: scaleOfLevel },
  { key: "log_level", numbers: scaleOfLevel },
  { key: "lvl", numbers: scaleOfLevel },
  { key: "@l" },
  // hclog
  { key: "@level" },
  // loguru
  { key: "record.level", numbers: "python" },
  { key: "levelno", numbers: "python" },
  { key: "severity_number", numbers: "openTelemetry" },
  { key: "severityNumber", numbers: "openTelemetry" },
  // journald, which writes numbers as text; rsyslog
  { key: "PRIORITY", numbers: "syslog" },
  { key: "syslogseverity", numbers: "syslog" },
  { key: "syslog_severity", numbers: "syslog" },
  { key: "syslogseverity-text" },
  { key: "log.syslog.severity.code", numbers: "syslog" },
];

/** Numbers on which the scales agree are those of Python: all libraries with other numbers write keys of their own. */
function scaleOfLevel(number: number, line: JsonObject): LevelScaleName {
  if (isGelf(line) || (number > 0 && number <= MAX_SYSLOG)) return "syslog";
  if ("channel" in line) return "monolog";
  return isPino(line) ? "pino" : "python";
}

function scaleOfSeverity(number: number): LevelScaleName {
  if (number <= MAX_SYSLOG) return "syslog";
  if (number >= MIN_GOOGLE_CLOUD) return "googleCloud";
  return number % 10 === 0 ? "python" : "openTelemetry";
}

const MAX_SYSLOG = 7;
const MIN_GOOGLE_CLOUD = 100;

function isGelf(line: JsonObject): boolean {
  return "short_message" in line;
}

/** Whether a line has the keys that pino and bunyan write in every line; either of two can be configured away. */
function isPino(line: JsonObject): boolean {
  if ("levelname" in line || "levelno" in line) return false;
  return (
    ("pid" in line && "hostname" in line) ||
    ("time" in line && "msg" in line) ||
    ("v" in line && "msg" in line)
  );
}

/** The level of a line whose field `level` does not name one. */
export function findLevel(line: JsonObject): Level | undefined {
  const byLowerCase = new Map(Object.entries(line).map(([key, value]) => [key.toLowerCase(), value]));
  for (const { key, numbers } of LEVEL_KEYS) {
    // The upper case of PRIORITY is journald's; `priority` is a word of the business.
    const value =
      key === key.toUpperCase() ? line[key] : (byLowerCase.get(key.toLowerCase()) ?? valueAt(line, key));
    const level = readLevel(value, line, numbers);
    if (level) return level;
  }
  return undefined;
}

function valueAt(line: JsonObject, path: string): unknown {
  if (!path.includes(".")) return undefined;
  return path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), line);
}

function readLevel(value: unknown, line: JsonObject, numbers: LevelKey["numbers"]): Level | undefined {
  // loguru: {"name": "ERROR", "no": 40}
  if (isObject(value)) return typeof value["name"] === "string" ? levelNamed(value["name"]) : undefined;
  if (typeof value === "string") {
    const level = levelNamed(value);
    if (level || !/^\d{1,3}$/.test(value)) return level;
  } else if (typeof value !== "number") return undefined;
  if (numbers === undefined) return undefined;
  const number = Number(value);
  return levelNumbered(number, typeof numbers === "function" ? numbers(number, line) : numbers);
}

import type { Level } from "./level";
import type { LevelScaleName } from "./level-vocabularies";

/** The keys and values of a line. */
type Line = Readonly<Record<string, unknown>>;

/** A key under which libraries write a level. */
export interface LevelKey {
  /** As a library writes it; a dot also stands for an inner object. Compared without case, unless it is in upper case. */
  readonly key: string;
  /** The scale of its numbers. @default - its numbers are no levels */
  readonly numbers?: LevelScaleName | ((number: number, line: Line) => LevelScaleName);
  /** Another key that the library writes, without which the key has another meaning. */
  readonly beside?: string;
  /** The level of lines without the key, for a library that leaves it out. */
  readonly absent?: Level;
  /** Whether the metric filters read its texts, too. Their number is limited: see `otherLevelPatterns`. */
  readonly counted?: true;
  /** Whether its values are letters. */
  readonly letters?: true;
}

/** The first key that names a level counts. A new library's key is one row. Sources: the documentation of each library. */
export const LEVEL_KEYS: readonly LevelKey[] = [
  { key: "level", numbers: scaleOfLevel },
  // Python's logging, python-json-logger; Monolog
  { key: "levelname", counted: true },
  { key: "level_name" },
  // Google Cloud Logging, python-json-logger; OpenTelemetry
  { key: "severity", numbers: scaleOfSeverity, counted: true },
  { key: "severity_text", counted: true },
  { key: "severityText", counted: true },
  // Elastic Common Schema, Serilog, .NET, others
  { key: "log.level", numbers: scaleOfLevel, counted: true },
  { key: "loglevel", numbers: scaleOfLevel },
  { key: "log_level", numbers: scaleOfLevel },
  { key: "lvl", numbers: scaleOfLevel, counted: true },
  { key: "@l" },
  { key: "@l", beside: "@t", absent: "INFO" },
  // hclog
  { key: "@level" },
  // loguru
  { key: "record.level", numbers: "python" },
  { key: "levelno", numbers: "python" },
  { key: "severity_number", numbers: "openTelemetry" },
  { key: "severityNumber", numbers: "openTelemetry" },
  // PostgreSQL's jsonlog
  { key: "error_severity" },
  // Azure Application Insights
  { key: "severityLevel", numbers: "applicationInsights" },
  // logstash-logback-encoder
  { key: "level_value", numbers: "logback" },
  // zap's development configuration; MongoDB
  { key: "L", beside: "M" },
  { key: "s", beside: "ctx", letters: true },
  // journald, which writes numbers as text; rsyslog
  { key: "PRIORITY", numbers: "syslog" },
  { key: "syslogseverity", numbers: "syslog" },
  { key: "syslog_severity", numbers: "syslog" },
  { key: "syslogseverity-text" },
  { key: "log.syslog.severity.code", numbers: "syslog" },
  { key: "syslog.severity.code", numbers: "syslog" },
];

/** Numbers on which the scales agree are those of Python: all libraries with other numbers write keys of their own. */
function scaleOfLevel(number: number, line: Line): LevelScaleName {
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

function isGelf(line: Line): boolean {
  return "short_message" in line;
}

/** Whether a line has the keys that pino and bunyan write in every line; either of two can be configured away. */
function isPino(line: Line): boolean {
  if ("levelname" in line || "levelno" in line) return false;
  return (
    ("pid" in line && "hostname" in line) ||
    ("time" in line && "msg" in line) ||
    ("v" in line && "msg" in line)
  );
}

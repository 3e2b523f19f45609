import type { Level } from "./level";

/** How one standard or family of libraries names and numbers its levels. */
interface LevelVocabulary {
  /** Where its names and numbers are documented. */
  readonly source: string;
  /** Upper case. A name stands in one vocabulary only, the first that has it. */
  readonly names: Readonly<Partial<Record<Level, readonly string[]>>>;
}

/** The names of levels. A new library's names are one row. */
export const LEVEL_VOCABULARIES: readonly LevelVocabulary[] = [
  {
    source: "Python documentation, logging, Logging Levels",
    names: {
      DEBUG: ["DEBUG"],
      INFO: ["INFO"],
      WARNING: ["WARNING", "WARN"],
      ERROR: ["ERROR"],
      CRITICAL: ["CRITICAL", "FATAL"],
    },
  },
  {
    source: "RFC 5424, table 2; syslog(3); nginx documentation, error_log",
    names: {
      INFO: ["NOTICE"],
      ERROR: ["ERR"],
      CRITICAL: ["CRIT", "ALERT", "EMERG", "EMERGENCY", "PANIC"],
    },
  },
  {
    source: "OpenTelemetry specification, Logs Data Model, Displaying Severity",
    names: {
      DEBUG: [...numbered("TRACE"), ...numbered("DEBUG")],
      INFO: numbered("INFO"),
      WARNING: numbered("WARN"),
      ERROR: numbered("ERROR"),
      CRITICAL: numbered("FATAL"),
    },
  },
  {
    source: "pino documentation, API, level; bunyan README, Levels; npm winston README, Logging Levels",
    names: { DEBUG: ["TRACE", "VERBOSE", "SILLY"], INFO: ["LOG"] },
  },
  {
    source: "structlog documentation, add_log_level; loguru documentation, The severity levels",
    names: { INFO: ["SUCCESS"], ERROR: ["EXCEPTION"] },
  },
  {
    source: "Java documentation, java.util.logging.Level",
    names: { DEBUG: ["CONFIG", "FINE", "FINER", "FINEST"], ERROR: ["SEVERE"] },
  },
  {
    source:
      ".NET documentation, LogLevel, Console log formatting; Serilog wiki, Formatting Output, level formats",
    names: {
      DEBUG: ["VRB", "DBG", "TRCE", "DBUG"],
      INFO: ["INFORMATION", "INFORMATIONAL", "INF"],
      WARNING: ["WRN"],
      CRITICAL: ["FTL"],
    },
  },
  {
    source: "Go: zap documentation, zapcore.Level; zerolog README; logrus README, TextFormatter",
    names: { DEBUG: ["TRC", "DEBU"], ERROR: ["ERRO"], CRITICAL: ["DPANIC", "FATA", "PNC"] },
  },
  {
    source: "PostgreSQL documentation, Message Severity Levels",
    names: { DEBUG: ["DEBUG1", "DEBUG5"] },
  },
  {
    source: "supervisord documentation, Logging",
    names: { DEBUG: ["DEBG", "TRAC", "BLAT"] },
  },
];

/** Letters of levels in formats that have them. Sources: klog, Tornado, Ruby's Logger and MongoDB documentation. */
export const LEVEL_LETTERS: Readonly<Record<string, Level>> = {
  D: "DEBUG",
  I: "INFO",
  W: "WARNING",
  E: "ERROR",
  C: "CRITICAL",
  F: "CRITICAL",
};

/** OpenTelemetry's finer levels, such as ERROR2 to ERROR4. */
function numbered(name: string): readonly string[] {
  return [2, 3, 4].map((number) => `${name}${number}`);
}

/** Levels by number: each holds from its number up to the next. */
export interface LevelScale {
  readonly source: string;
  readonly steps: readonly (readonly [from: number, level: Level | undefined])[];
}

/** Scales of levels as numbers. The parser selects one by the keys of a line. */
export const LEVEL_SCALES = {
  python: {
    source: "Python documentation, logging, Logging Levels",
    steps: [
      [0, undefined],
      [10, "DEBUG"],
      [20, "INFO"],
      [30, "WARNING"],
      [40, "ERROR"],
      [50, "CRITICAL"],
      [100, undefined],
    ],
  },
  pino: {
    source: "pino documentation, API, Logger Levels; bunyan README, Levels",
    steps: [
      [0, undefined],
      [10, "DEBUG"],
      [30, "INFO"],
      [40, "WARNING"],
      [50, "ERROR"],
      [60, "CRITICAL"],
      [100, undefined],
    ],
  },
  syslog: {
    source: "RFC 5424, table 2; Graylog documentation, GELF Payload Specification",
    steps: [
      [0, "CRITICAL"],
      [3, "ERROR"],
      [4, "WARNING"],
      [5, "INFO"],
      [7, "DEBUG"],
      [8, undefined],
    ],
  },
  openTelemetry: {
    source: "OpenTelemetry specification, Logs Data Model, SeverityNumber",
    steps: [
      [0, undefined],
      [1, "DEBUG"],
      [9, "INFO"],
      [13, "WARNING"],
      [17, "ERROR"],
      [21, "CRITICAL"],
      [25, undefined],
    ],
  },
  monolog: {
    source: "Monolog documentation, Log Levels",
    steps: [
      [0, undefined],
      [100, "DEBUG"],
      [200, "INFO"],
      [300, "WARNING"],
      [400, "ERROR"],
      [500, "CRITICAL"],
      [601, undefined],
    ],
  },
  googleCloud: {
    source: "Google Cloud Logging documentation, LogSeverity",
    steps: [
      [0, undefined],
      [100, "DEBUG"],
      [200, "INFO"],
      [400, "WARNING"],
      [500, "ERROR"],
      [600, "CRITICAL"],
      [801, undefined],
    ],
  },
  applicationInsights: {
    source: "Azure Monitor documentation, Application Insights, SeverityLevel",
    steps: [
      [0, "DEBUG"],
      [1, "INFO"],
      [2, "WARNING"],
      [3, "ERROR"],
      [4, "CRITICAL"],
      [5, undefined],
    ],
  },
  logback: {
    source: "Logback documentation, ch.qos.logback.classic.Level",
    steps: [
      [0, undefined],
      [5_000, "DEBUG"],
      [20_000, "INFO"],
      [30_000, "WARNING"],
      [40_000, "ERROR"],
      [50_000, "CRITICAL"],
      [60_000, undefined],
    ],
  },
} as const satisfies Readonly<Record<string, LevelScale>>;

export type LevelScaleName = keyof typeof LEVEL_SCALES;

/** The level of a number on a scale; undefined if the scale does not have the number. */
export function levelNumbered(number: number, scale: LevelScaleName): Level | undefined {
  const { steps }: LevelScale = LEVEL_SCALES[scale];
  return Number.isInteger(number) && number >= 0
    ? steps.findLast(([from]) => from <= number)?.[1]
    : undefined;
}

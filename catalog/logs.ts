import { MIN_AUDIT_RETENTION_DAYS, type RetentionDays } from "./retention";
import type { SinkName } from "./sinks";

/** `operational`: for engineers. `audit`: must be complete; its retention has a minimum, and it is never sampled. */
export type DataClass = "operational" | "audit";

/** One log InventorySync writes: a file on the host, a log group, a data stream. */
export type Log = LogRow & { readonly id: LogId };

interface OperationalLog {
  readonly dataClass: "operational";
  /**
   * Fraction of the records that the sinks receive, above 0 and at most 1. The log group keeps every line.
   * @default 1
   */
  readonly sampleRate?: number;
}

interface AuditLog {
  readonly dataClass: "audit";
  readonly sampleRate?: never;
}

type LogRow = CommonColumns & (OperationalLog | AuditLog);

interface CommonColumns {
  readonly id: string;
  /** What a reader finds in it. */
  readonly description: string;
  /** File name in `LOG_DIR` on the host. */
  readonly file: string;
  /** Names of the Python loggers that write to it, including their child loggers. */
  readonly loggers: readonly string[];
  /** Default retention of log group and data stream, in days; an environment can override it. */
  readonly retentionDays: RetentionDays;
  /** Sinks that receive the log, if the environment has them. Sentry receives only events of level ERROR and above. */
  readonly destinations: readonly SinkName[];
}

export const LOGS = [
  {
    id: "application",
    description: "activity of the API and its workers, with errors and tracebacks",
    file: "application.log",
    loggers: ["inventorysync", "uvicorn", "gunicorn"],
    dataClass: "operational",
    retentionDays: 30,
    destinations: ["opensearch", "sentry", "datadog"],
  },
  {
    id: "performance",
    description:
      "durations of requests, queries and webhooks, cache hits and volumes; one measurement per line",
    file: "performance.log",
    loggers: ["inventorysync.performance"],
    dataClass: "operational",
    retentionDays: 14,
    destinations: ["opensearch", "datadog"],
  },
  {
    id: "audit",
    description: "who read or changed which data",
    file: "audit.log",
    loggers: ["inventorysync.audit"],
    dataClass: "audit",
    retentionDays: 365,
    destinations: ["opensearch"],
  },
  {
    id: "security",
    description: "sign-ins, denied requests and permission changes",
    file: "security.log",
    loggers: ["inventorysync.security"],
    dataClass: "audit",
    retentionDays: MIN_AUDIT_RETENTION_DAYS,
    destinations: ["opensearch", "sentry"],
  },
] as const satisfies readonly LogRow[];

export type LogId = (typeof LOGS)[number]["id"];

/** Logs that may be sampled. Audit logs must be complete. */
export type OperationalLogId = Extract<(typeof LOGS)[number], { dataClass: "operational" }>["id"];
export const OPERATIONAL_LOG_IDS = LOGS.filter((log) => log.dataClass === "operational").map(({ id }) => id);

/** @throws Error if no log has this id */
export function logById(id: string): Log {
  const log = LOGS.find((candidate) => candidate.id === id);
  if (!log)
    throw new Error(`unknown log ${JSON.stringify(id)}, expected one of ${LOGS.map((l) => l.id).join(", ")}`);
  return log;
}

import {
  type AnswerValue,
  isErrorLevel,
  type LogId,
  type ParameterValues,
  type LogRecord,
  PERCENTILE_COMPRESSION,
  type QuestionId,
  type SensitiveDataClass,
} from "../../catalog";
import type { LogLine, SecretKind } from "../traffic";
import { percentileRange, type PercentileRange } from "./percentile";

/** The written lines, and how a question is asked. */
export interface AskedLines {
  readonly lines: readonly LogLine[];
  /** When the question is asked, milliseconds since the epoch. */
  readonly now: number;
  /** The parameter `id` of the question `request-trace`. */
  readonly requestId: string;
}

/** The lines, and the request with lines in most logs. Redaction changes no message of it. */
export function askedLines(lines: readonly LogLine[], now: number): AskedLines {
  return { lines, now, requestId: requestWithMostLogs(lines) };
}

/** A row of an expected answer; a percentile is a range. */
export type ExpectedRow = Readonly<Record<string, AnswerValue | PercentileRange>>;

/** The values of parameters without a useful default. */
export function valuesFor(question: QuestionId, { requestId }: AskedLines): ParameterValues {
  return question === "request-trace" ? { id: requestId } : {};
}

/** OpenSearch's compression for a query that sets none, as the guide's. Source: its documentation, "Percentile". */
const DEFAULT_COMPRESSION = 100;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The answer that each question must have with its default parameters, computed from the written lines alone and
 * without the query of the question. The order of the rows has no meaning.
 */
export const EXPECTED_ANSWERS: Readonly<Record<QuestionId, (asked: AskedLines) => readonly ExpectedRow[]>> = {
  "error-analysis": (asked) =>
    counted(
      recordsOf(asked, "application", HOUR_MS).filter(({ level }) => level === "ERROR"),
      ["error_type"],
      "errors",
    ),
  "error-trend": (asked) =>
    counted(
      errorsOf(asked, DAY_MS).map((record) => ({ error_type: "none", ...withHour(record) })),
      ["hour", "error_type"],
      "errors",
    ).map(({ hour, error_type: type, ...row }) => ({ time: hour, type, ...row })),
  "new-error-types": (asked) => {
    const errors = errorsOf(asked, 7 * DAY_MS);
    const isOld = (record: LogRecord) => timeOf(record) < asked.now - HOUR_MS;
    const known = new Set(errors.filter(isOld).map(({ error_type: type }) => type));
    return grouped(errors, ["error_type"])
      .filter(({ key }) => !known.has(String(key["error_type"])))
      .map(({ key, records }) => ({
        ...key,
        errors: records.length,
        first_seen: Math.min(...records.map(timeOf)),
      }));
  },
  "server-error-rate": (asked) =>
    grouped(recordsOf(asked, "application", HOUR_MS), ["path"]).map(({ key, records }) => {
      const failed = records.filter(({ status = 0 }) => status >= 500).length;
      return { ...key, requests: records.length, failed, failed_percent: (100 * failed) / records.length };
    }),
  "performance-analysis": (asked) => {
    const values = recordsOf(asked, "performance")
      .filter(({ logger }) => logger === "inventorysync.performance")
      .map(valueOf);
    return [
      {
        average_ms: sum(values) / values.length,
        ...percentilesOf(values, [50, 95, 99], DEFAULT_COMPRESSION),
      },
    ];
  },
  "response-times-by-route": (asked) =>
    grouped(recordsOf(asked, "application", HOUR_MS), ["path"]).map(({ key, records }) => ({
      ...key,
      requests: records.length,
      ...percentilesOf(records.map(durationOf), [50, 95, 99]),
    })),
  "slowest-routes": (asked) =>
    grouped(recordsOf(asked, "application", HOUR_MS), ["path"]).map(({ key, records }) => ({
      ...key,
      requests: records.length,
      ...percentilesOf(records.map(durationOf), [95]),
      longest_ms: Math.max(...records.map(durationOf)),
    })),
  "slow-statements": (asked) =>
    grouped(recordsOf(asked, "performance", HOUR_MS), ["statement"]).map(({ key, records }) => ({
      ...key,
      executions: records.length,
      slow: records.filter((record) => valueOf(record) >= 20).length,
      ...percentilesOf(records.map(valueOf), [95]),
      longest_ms: Math.max(...records.map(valueOf)),
    })),
  "cache-hit-rate": (asked) =>
    grouped(recordsOf(asked, "performance", HOUR_MS), ["resource"]).map(({ key, records }) => {
      const hits = records.filter(({ event }) => event === "cache.hit").length;
      return {
        cache: key["resource"],
        lookups: records.length,
        hits,
        hit_percent: (100 * hits) / records.length,
      };
    }),
  "authentication-failures": (asked) =>
    counted(
      recordsOf(asked, "security", DAY_MS).filter(({ event }) => event === "signin.failed"),
      ["reason", "source"],
      "failures",
    ),
  "inventory-updates": (asked) =>
    counted(
      recordsOf(asked, "application", HOUR_MS).filter(({ event }) => event === "stock.updated"),
      ["shop"],
      "updates",
    ),
  "webhook-times": (asked) =>
    grouped(
      recordsOf(asked, "performance", HOUR_MS).filter(({ event = "" }) => event.startsWith("webhook.")),
      ["shop"],
    ).map(({ key, records }) => ({
      ...key,
      webhooks: records.length,
      failed: records.filter(({ event }) => event === "webhook.failed").length,
      ...percentilesOf(records.map(valueOf), [50, 95, 99]),
    })),
  "request-trace": ({ lines, requestId }) =>
    lines
      .flatMap(({ record }) => record ?? [])
      .filter((record) => record.request_id === requestId || record.trace_id === requestId)
      .map((record) => ({
        time: timeOf(record),
        level: record.level,
        logger: record.logger,
        event: record.event,
        message: record.message,
      })),
  "audit-trail": (asked) =>
    grouped(recordsOf(asked, "audit", DAY_MS), ["actor", "event", "resource"]).map(({ key, records }) => ({
      ...key,
      times: records.length,
      last: Math.max(...records.map(timeOf)),
    })),
  "log-volume": (asked) => counted(recordsOf(asked, undefined, HOUR_MS), ["logger"], "lines"),
  "redacted-data": ({ lines }) => {
    const count = (name: SensitiveDataClass) =>
      lines.filter(({ plantedSecret }) => plantedSecret && CLASSES[plantedSecret.kind] === name).length;
    return [
      {
        credential: count("credential"),
        contact: count("contact"),
        financial: count("financial"),
        identity: 0,
        health: 0,
        network: 0,
      },
    ];
  },
};

const CLASSES: Readonly<Record<SecretKind, SensitiveDataClass>> = {
  password: "credential",
  token: "credential",
  authorization: "credential",
  cookie: "credential",
  "e-mail address": "contact",
  "card number": "financial",
};

type GroupingField = keyof LogRecord | "hour";

interface Group {
  readonly key: Readonly<Record<string, string | number>>;
  readonly records: readonly LogRecord[];
}

/** The records of a log, or of all logs, that are at most so old. */
function recordsOf(
  { lines, now }: AskedLines,
  log: LogId | undefined,
  maxAgeMs = Infinity,
): readonly LogRecord[] {
  return lines
    .filter((line) => (log === undefined || line.log === log) && line.timestamp >= now - maxAgeMs)
    .flatMap(({ record }) => record ?? []);
}

function errorsOf(asked: AskedLines, maxAgeMs: number): readonly LogRecord[] {
  return recordsOf(asked, "application", maxAgeMs).filter(({ level }) => isErrorLevel(level));
}

function withHour(record: LogRecord): LogRecord & { readonly hour: number } {
  const time = timeOf(record);
  return { ...record, hour: time - (time % HOUR_MS) };
}

/** The records that have all these fields, by their values. */
function grouped(records: readonly LogRecord[], fields: readonly GroupingField[]): readonly Group[] {
  const groups = new Map<string, { key: Group["key"]; records: LogRecord[] }>();
  for (const record of records) {
    const entries = fields.map((field) => [field, (record as Record<string, unknown>)[field]] as const);
    if (entries.some(([, value]) => value === undefined)) continue;
    const id = JSON.stringify(entries);
    const group = groups.get(id) ?? {
      key: Object.fromEntries(entries as [string, string | number][]),
      records: [],
    };
    group.records.push(record);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function counted(
  records: readonly LogRecord[],
  fields: readonly GroupingField[],
  name: string,
): readonly ExpectedRow[] {
  return grouped(records, fields).map(({ key, records: { length } }) => ({ ...key, [name]: length }));
}

function percentilesOf(
  values: readonly number[],
  percents: readonly number[],
  compression = PERCENTILE_COMPRESSION,
): ExpectedRow {
  return Object.fromEntries(
    percents.map((percent) => [`p${percent}_ms`, percentileRange(values, percent, compression)]),
  );
}

function timeOf(record: LogRecord): number {
  return Date.parse(record["@timestamp"] ?? "");
}

function valueOf({ value = Number.NaN }: LogRecord): number {
  return value;
}

function durationOf({ duration_ms: duration = Number.NaN }: LogRecord): number {
  return duration;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function requestWithMostLogs(lines: readonly LogLine[]): string {
  const logs = new Map<string, Set<LogId>>();
  const redacted = new Set(
    lines.flatMap(({ record, plantedSecret }) => (plantedSecret && record?.request_id) ?? []),
  );
  for (const { log, record } of lines) {
    if (record?.request_id === undefined || redacted.has(record.request_id)) continue;
    const seen = logs.get(record.request_id) ?? new Set();
    logs.set(record.request_id, seen.add(log));
  }
  const [id] = [...logs].reduce((best, next) => (next[1].size > best[1].size ? next : best));
  return id;
}

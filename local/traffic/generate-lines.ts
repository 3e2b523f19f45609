import type { LogId, LogRecord } from "../../catalog";
import { type PlantedSecret, generateSecret } from "./planted-secrets";
import { type Random, seededRandom } from "./random";

/** One line of a log file, and its known content. */
export interface LogLine {
  readonly log: LogId;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Undefined for an unstructured line, for example a traceback of another program. */
  readonly record?: LogRecord;
  readonly plantedSecret?: PlantedSecret;
}

export interface GenerateLinesOptions {
  readonly seed: number;
  readonly lines: number;
  /** Time of the last line, milliseconds since the epoch. */
  readonly now: number;
}

const MINUTE_MS = 60_000;
const TIME_SPAN_MS = 20 * MINUTE_MS;
/** Old enough to be outside "the last hour", even in a slow run. */
const OLD_LINE_AGE_MS = 120 * MINUTE_MS;
const OLD_LINE_SHARE = 0.0025;
const SHOPS = ["alpine-tea", "harbor-books", "northlight", "papaya-home"] as const;
const ERROR_TYPES = [
  "StockConflictError",
  "WebhookTimeoutError",
  "RateLimitedError",
  "IntegrityError",
] as const;
/** Other measurements than response times. Their loggers are children of the performance log's logger. */
const OTHER_MEASUREMENTS = [
  { logger: "inventorysync.performance.db", metric: "db.client.duration", medianMs: 9 },
  { logger: "inventorysync.performance.webhook", metric: "webhook.processing.duration", medianMs: 130 },
] as const;
const RESPONSE_TIME = {
  logger: "inventorysync.performance",
  metric: "http.server.duration",
  medianMs: 42,
} as const;

/** The lines of one run, oldest first. The same seed and time give the same lines. */
export function generateLines({ seed, lines, now }: GenerateLinesOptions): LogLine[] {
  const random = seededRandom(seed);
  const oldLines = Math.ceil(lines * OLD_LINE_SHARE);
  return Array.from({ length: lines }, (_, index) => {
    const isOld = index < oldLines;
    const timestamp = isOld
      ? now - OLD_LINE_AGE_MS
      : now - TIME_SPAN_MS + Math.floor((TIME_SPAN_MS * (index + 1)) / lines);
    if (isOld) return errorLine(random, timestamp);
    const share = random.fraction();
    // The first measurement is an integer: if the mapping were dynamic, it would truncate all later values.
    if (index === oldLines) return measurementLine(random, timestamp, RESPONSE_TIME, 17);
    if (share < 0.35) return measurementLine(random, timestamp, RESPONSE_TIME);
    if (share < 0.45) return measurementLine(random, timestamp, random.pick(OTHER_MEASUREMENTS));
    if (share < 0.47) return errorLine(random, timestamp);
    if (share < 0.58) return auditLine(random, timestamp);
    if (share < 0.63) return securityLine(random, timestamp);
    if (share < 0.68) return lineWithSecret(random, timestamp);
    if (share < 0.71) return unstructuredLine(random, timestamp);
    return requestLine(random, timestamp);
  });
}

function commonFields(random: Random, timestamp: number) {
  return {
    "@timestamp": new Date(timestamp).toISOString(),
    environment: "local",
    release: "4f2c9d1",
    request_id: `req-${random.hex(16)}`,
    trace_id: random.hex(32),
    shop: random.pick(SHOPS),
  } satisfies LogRecord;
}

function recordLine(
  log: LogId,
  timestamp: number,
  record: LogRecord,
  extraFields: Readonly<Record<string, unknown>> = {},
): LogLine {
  return { log, timestamp, record, text: JSON.stringify({ ...record, ...extraFields }) };
}

function requestLine(random: Random, timestamp: number): LogLine {
  return recordLine("application", timestamp, {
    ...commonFields(random, timestamp),
    level: random.fraction() < 0.05 ? "WARNING" : "INFO",
    logger: "inventorysync.api",
    message: `stock of SKU-${random.integer(1000, 9999)} is now ${random.integer(0, 500)}`,
    event: "stock.updated",
    method: "PUT",
    path: "/v1/stock/{sku}",
    status: 200,
    duration_ms: random.duration(40),
  });
}

interface Measurement {
  readonly logger: string;
  readonly metric: string;
  readonly medianMs: number;
}

function measurementLine(
  random: Random,
  timestamp: number,
  kind: Measurement,
  value = random.duration(kind.medianMs),
): LogLine {
  const { logger, metric } = kind;
  return recordLine("performance", timestamp, {
    ...commonFields(random, timestamp),
    level: "INFO",
    logger,
    message: metric,
    metric,
    value,
    unit: "ms",
  });
}

function errorLine(random: Random, timestamp: number): LogLine {
  const type = random.pick(ERROR_TYPES);
  const value = `no answer for SKU-${random.integer(1000, 9999)}`;
  return recordLine("application", timestamp, {
    ...commonFields(random, timestamp),
    level: "ERROR",
    logger: "inventorysync.sync",
    message: `sync failed: ${value}`,
    error_type: type,
    exception: {
      type,
      value,
      stacktrace: [
        'File "inventorysync/sync.py", line 88, in run',
        'File "inventorysync/shop.py", line 41, in push',
      ],
    },
  });
}

function auditLine(random: Random, timestamp: number): LogLine {
  return recordLine("audit", timestamp, {
    ...commonFields(random, timestamp),
    level: "INFO",
    logger: "inventorysync.audit",
    message: "price list exported",
    event: "pricelist.exported",
    actor: `u-${random.integer(1, 40)}`,
  });
}

function securityLine(random: Random, timestamp: number): LogLine {
  const isLocked = random.fraction() < 0.1;
  return recordLine("security", timestamp, {
    ...commonFields(random, timestamp),
    level: isLocked ? "ERROR" : "INFO",
    logger: "inventorysync.security",
    message: isLocked ? "sign-in refused too often" : "signed in",
    event: isLocked ? "signin.locked" : "signin.succeeded",
    actor: `u-${random.integer(1, 40)}`,
    ...(isLocked && { error_type: "SignInLockedError" }),
  });
}

/** A line that contains sensitive data. */
function lineWithSecret(random: Random, timestamp: number): LogLine {
  const { kind, value, message, attributes } = generateSecret(random);
  const record: LogRecord = {
    ...commonFields(random, timestamp),
    level: "INFO",
    logger: "inventorysync.checkout",
    message: message ?? "request received",
  };
  return { ...recordLine("application", timestamp, record, attributes), plantedSecret: { kind, value } };
}

/** An unstructured line: output of another program, text with an emoji or a NUL, or truncated JSON. */
function unstructuredLine(random: Random, timestamp: number): LogLine {
  const text = random.pick([
    `[INFO] Booting worker with pid: ${random.integer(100, 999)}`,
    "sqlalchemy.exc.OperationalError: connection closed \u{1F4A5}",
    "binary\u0000tail",
    `{"level": "ERROR", "message": "cut short ${random.hex(64)}`,
  ]);
  return { log: "application", timestamp, text };
}

import { EVENTS, type LogId, type LogRecord } from "../../catalog";
import type { LogLine } from "./log-line";
import { generateSecret } from "./planted-secrets";
import type { Random } from "./random";

/** A request that several lines, in several logs, belong to. */
export interface Request {
  readonly route: Route;
  readonly fields: Pick<LogRecord, "environment" | "release" | "request_id" | "trace_id" | "shop">;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly medianMs: number;
  readonly failureShare: number;
}

const SHOPS = ["alpine-tea", "harbor-books", "northlight", "papaya-home"] as const;
const STOCK_ROUTE: Route = { method: "PUT", path: "/v1/stock/{sku}", medianMs: 40, failureShare: 0.01 };
const ROUTES = [
  STOCK_ROUTE,
  STOCK_ROUTE,
  { method: "GET", path: "/v1/products", medianMs: 25, failureShare: 0.005 },
  { method: "POST", path: "/v1/orders/{id}/sync", medianMs: 180, failureShare: 0.06 },
  { method: "POST", path: "/v1/webhooks/{shop}", medianMs: 90, failureShare: 0.03 },
  { method: "GET", path: "/v1/reports/inventory", medianMs: 420, failureShare: 0.02 },
] as const satisfies readonly Route[];
const ERROR_TYPES = [
  "StockConflictError",
  "WebhookTimeoutError",
  "RateLimitedError",
  "IntegrityError",
] as const;
const NEW_ERROR_TYPE = "CurrencyMismatchError";
const STATEMENTS = [
  { statement: "SELECT stock FROM inventory WHERE sku = %s", medianMs: 6 },
  { statement: "UPDATE inventory SET stock = %s WHERE sku = %s", medianMs: 11 },
  { statement: "SELECT shop, sum(stock) FROM inventory GROUP BY shop", medianMs: 85 },
] as const;
const CACHES = [
  { resource: "stock-levels", hitShare: 0.92 },
  { resource: "price-list", hitShare: 0.65 },
  { resource: "shop-settings", hitShare: 0.98 },
] as const;
const AUDITED_ACTIONS = [
  { event: "price-list.exported", resource: "price-list/3", message: "price list exported" },
  { event: "stock.corrected", resource: "warehouse/1", message: "stock corrected" },
  { event: "customer.viewed", resource: "customer-list/1", message: "customer list viewed" },
] as const;
const DENIAL_REASONS = ["wrong-password", "unknown-user", "expired-token"] as const;
const RESPONSE_TIME_MEDIAN_MS = 42;
const WEBHOOK_MEDIAN_MS = 130;

export function newRequest(random: Random): Request {
  return {
    route: random.pick(ROUTES),
    fields: {
      environment: "local",
      release: "4f2c9d1",
      request_id: `req-${random.hex(16)}`,
      trace_id: random.hex(32),
      shop: random.pick(SHOPS),
    },
  };
}

/** Writes one line of a request. */
export type LineWriter = (random: Random, timestamp: number, request: Request) => LogLine;

function lineOf(
  log: LogId,
  timestamp: number,
  { fields }: Request,
  record: LogRecord,
  otherKeys: Readonly<Record<string, unknown>> = {},
): LogLine {
  const whole = { "@timestamp": new Date(timestamp).toISOString(), ...fields, ...record };
  return { log, timestamp, record: whole, text: JSON.stringify({ ...whole, ...otherKeys }) };
}

/** A handled request; some fail with a 5xx status and an error type. */
export const requestLine: LineWriter = (random, timestamp, request) => {
  const { method, path, medianMs, failureShare } = request.route;
  const failed = random.fraction() < failureShare;
  const isStockUpdate = path === STOCK_ROUTE.path && !failed;
  return lineOf("application", timestamp, request, {
    level: failed ? "ERROR" : random.fraction() < 0.05 ? "WARNING" : "INFO",
    logger: "inventorysync.api",
    message: failed ? "request failed" : `stock of SKU-${random.integer(1000, 9999)} requested`,
    event: isStockUpdate ? EVENTS.stockUpdated.name : "request.handled",
    ...{ method, path },
    status: failed ? random.pick([500, 502, 503]) : 200,
    duration_ms: random.duration(medianMs),
    ...(failed && { error_type: random.pick(ERROR_TYPES) }),
  });
};

export const errorLine: LineWriter = (random, timestamp, request) => errorOf(random, timestamp, request);

/** An error of a type that occurred only recently. */
export const newErrorLine: LineWriter = (random, timestamp, request) =>
  errorOf(random, timestamp, request, NEW_ERROR_TYPE);

function errorOf(
  random: Random,
  timestamp: number,
  request: Request,
  type: string = random.pick(ERROR_TYPES),
): LogLine {
  const value = `no answer for SKU-${random.integer(1000, 9999)}`;
  return lineOf("application", timestamp, request, {
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

/** A measurement in the performance log. */
function measurementLine(timestamp: number, request: Request, record: LogRecord): LogLine {
  return lineOf("performance", timestamp, request, { level: "INFO", ...record });
}

export const responseTimeLine: LineWriter = (random, timestamp, request) =>
  responseTimeLineOf(timestamp, request, random.duration(RESPONSE_TIME_MEDIAN_MS));

export function responseTimeLineOf(timestamp: number, request: Request, value: number): LogLine {
  const metric = "http.server.duration";
  return measurementLine(timestamp, request, {
    logger: "inventorysync.performance",
    message: metric,
    ...{ metric, value, unit: "ms" },
  });
}

export const statementLine: LineWriter = (random, timestamp, request) => {
  const { statement, medianMs } = random.pick(STATEMENTS);
  const metric = EVENTS.statementExecuted.name;
  return measurementLine(timestamp, request, {
    logger: "inventorysync.performance.db",
    message: metric,
    ...{ metric, statement, value: random.duration(medianMs), unit: "ms" },
  });
};

export const cacheLine: LineWriter = (random, timestamp, request) => {
  const { resource, hitShare } = random.pick(CACHES);
  const isHit = random.fraction() < hitShare;
  return measurementLine(timestamp, request, {
    logger: "inventorysync.performance.cache",
    message: isHit ? "cache hit" : "cache miss",
    event: isHit ? EVENTS.cacheHit.name : EVENTS.cacheMiss.name,
    resource,
  });
};

export const webhookLine: LineWriter = (random, timestamp, request) => {
  const failed = random.fraction() < 0.04;
  const metric = "webhook.processing.duration";
  return measurementLine(timestamp, request, {
    level: failed ? "WARNING" : "INFO",
    logger: "inventorysync.performance.webhook",
    message: metric,
    event: failed ? EVENTS.webhookFailed.name : EVENTS.webhookProcessed.name,
    ...{ metric, value: random.duration(WEBHOOK_MEDIAN_MS), unit: "ms" },
  });
};

export const auditLine: LineWriter = (random, timestamp, request) => {
  const { event, resource, message } = random.pick(AUDITED_ACTIONS);
  return lineOf("audit", timestamp, request, {
    level: "INFO",
    logger: "inventorysync.audit",
    ...{ message, event, resource },
    actor: `u-${random.integer(1, 12)}`,
  });
};

/** A sign-in: most succeed, some are denied, and some of those lock the account. */
export const securityLine: LineWriter = (random, timestamp, request) => {
  const share = random.fraction();
  const actor = `u-${random.integer(1, 40)}`;
  // Addresses that RFC 5737 reserves for documentation.
  const source = `203.0.113.${random.integer(1, 5)}`;
  const common = { logger: "inventorysync.security", actor, source };
  if (share < 0.1)
    return lineOf("security", timestamp, request, {
      ...common,
      level: "ERROR",
      message: "sign-in denied too often",
      event: "signin.locked",
      error_type: "SignInLockedError",
    });
  if (share < 0.35)
    return lineOf("security", timestamp, request, {
      ...common,
      level: "WARNING",
      message: "sign-in denied",
      event: EVENTS.signInFailed.name,
      reason: random.pick(DENIAL_REASONS),
    });
  return lineOf("security", timestamp, request, {
    ...common,
    level: "INFO",
    message: "signed in",
    event: "signin.succeeded",
  });
};

/** A line that contains sensitive data. */
export const lineWithSecret: LineWriter = (random, timestamp, request) => {
  const { kind, value, message, attributes } = generateSecret(random);
  const record: LogRecord = {
    level: "INFO",
    logger: "inventorysync.checkout",
    message: message ?? "request received",
  };
  return {
    ...lineOf("application", timestamp, request, record, attributes),
    plantedSecret: { kind, value },
  };
};

/** An unstructured line: output of another program, text with an emoji or a NUL, or truncated JSON. */
export const unstructuredLine: LineWriter = (random, timestamp) => {
  const text = random.pick([
    `[INFO] Booting worker with pid: ${random.integer(100, 999)}`,
    "connection closed by the database \u{1F4A5}",
    "binary\u0000tail",
    `{"level": "ERROR", "message": "cut short ${random.hex(64)}`,
  ]);
  return { log: "application", timestamp, text };
};

import type { LogId, LogRecord } from "../../catalog";
import { type Random, seededRandom } from "./random";
import { type Planted, plantSecret } from "./secrets";

/** One line of a log file, and what is known of it before it is sent anywhere. */
export interface Line {
  readonly log: LogId;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Undefined for a line that is no record, such as a traceback printed by another program. */
  readonly record?: LogRecord;
  readonly planted?: Planted;
}

export interface Traffic {
  readonly seed: number;
  readonly lines: number;
  /** When the last line is written, milliseconds since the epoch. */
  readonly now: number;
}

const MINUTE_MS = 60_000;
const SPREAD_MS = 20 * MINUTE_MS;
/** Old enough to be outside "the last hour" however long the run takes. */
const STALE_MS = 120 * MINUTE_MS;
const STALE_SHARE = 0.0025;
const SHOPS = ["alpine-tea", "harbor-books", "northlight", "papaya-home"] as const;
const ERROR_TYPES = [
  "StockConflictError",
  "WebhookTimeoutError",
  "RateLimitedError",
  "IntegrityError",
] as const;
/** What is measured besides response times, each by a logger of its own below the performance log's. */
const OTHER_MEASUREMENTS = [
  { logger: "inventorysync.performance.db", metric: "db.client.duration", medianMs: 9 },
  { logger: "inventorysync.performance.webhook", metric: "webhook.processing.duration", medianMs: 130 },
] as const;
const RESPONSE_TIME = {
  logger: "inventorysync.performance",
  metric: "http.server.duration",
  medianMs: 42,
} as const;

/** The lines of one run in the order they are written, oldest first; the same seed and time give the same lines. */
export function composeLines({ seed, lines, now }: Traffic): Line[] {
  const random = seededRandom(seed);
  const stales = Math.ceil(lines * STALE_SHARE);
  return Array.from({ length: lines }, (_, index) => {
    const stale = index < stales;
    const timestamp = stale
      ? now - STALE_MS
      : now - SPREAD_MS + Math.floor((SPREAD_MS * (index + 1)) / lines);
    if (stale) return failure(random, timestamp);
    const share = random.fraction();
    // The first measurement is an integer: a mapping guessed from it would truncate all that follow.
    if (index === stales) return measurement(random, timestamp, RESPONSE_TIME, 17);
    if (share < 0.35) return measurement(random, timestamp, RESPONSE_TIME);
    if (share < 0.45) return measurement(random, timestamp, random.pick(OTHER_MEASUREMENTS));
    if (share < 0.47) return failure(random, timestamp);
    if (share < 0.58) return audit(random, timestamp);
    if (share < 0.63) return security(random, timestamp);
    if (share < 0.68) return careless(random, timestamp);
    if (share < 0.71) return foreign(random, timestamp);
    return request(random, timestamp);
  });
}

function context(random: Random, timestamp: number) {
  return {
    "@timestamp": new Date(timestamp).toISOString(),
    environment: "local",
    release: "4f2c9d1",
    request_id: `req-${random.hex(16)}`,
    trace_id: random.hex(32),
    shop: random.pick(SHOPS),
  } satisfies LogRecord;
}

function line(
  log: LogId,
  timestamp: number,
  record: LogRecord,
  more: Readonly<Record<string, unknown>> = {},
): Line {
  return { log, timestamp, record, text: JSON.stringify({ ...record, ...more }) };
}

function request(random: Random, timestamp: number): Line {
  return line("application", timestamp, {
    ...context(random, timestamp),
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

function measurement(
  random: Random,
  timestamp: number,
  of: Measurement,
  value = random.duration(of.medianMs),
): Line {
  const { logger, metric } = of;
  return line("performance", timestamp, {
    ...context(random, timestamp),
    level: "INFO",
    logger,
    message: metric,
    metric,
    value,
    unit: "ms",
  });
}

function failure(random: Random, timestamp: number): Line {
  const type = random.pick(ERROR_TYPES);
  const value = `no answer for SKU-${random.integer(1000, 9999)}`;
  return line("application", timestamp, {
    ...context(random, timestamp),
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

function audit(random: Random, timestamp: number): Line {
  return line("audit", timestamp, {
    ...context(random, timestamp),
    level: "INFO",
    logger: "inventorysync.audit",
    message: "price list exported",
    event: "pricelist.exported",
    actor: `u-${random.integer(1, 40)}`,
  });
}

function security(random: Random, timestamp: number): Line {
  const refused = random.fraction() < 0.1;
  return line("security", timestamp, {
    ...context(random, timestamp),
    level: refused ? "ERROR" : "INFO",
    logger: "inventorysync.security",
    message: refused ? "sign-in refused too often" : "signed in",
    event: refused ? "signin.locked" : "signin.succeeded",
    actor: `u-${random.integer(1, 40)}`,
    ...(refused && { error_type: "SignInLockedError" }),
  });
}

/** A line that says more than it should. */
function careless(random: Random, timestamp: number): Line {
  const { kind, value, message, attributes } = plantSecret(random);
  const record: LogRecord = {
    ...context(random, timestamp),
    level: "INFO",
    logger: "inventorysync.checkout",
    message: message ?? "request received",
  };
  return { ...line("application", timestamp, record, attributes), planted: { kind, value } };
}

/** A line that is no record: another program's text, text with an emoji or a NUL, JSON that was cut short. */
function foreign(random: Random, timestamp: number): Line {
  const text = random.pick([
    `[INFO] Booting worker with pid: ${random.integer(100, 999)}`,
    "sqlalchemy.exc.OperationalError: connection closed \u{1F4A5}",
    "binary\u0000tail",
    `{"level": "ERROR", "message": "cut short ${random.hex(64)}`,
  ]);
  return { log: "application", timestamp, text };
}

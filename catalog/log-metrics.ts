import { EVENTS } from "./events";
import {
  anyTermPattern,
  ERROR_NUMBER_PATTERN,
  jsonPattern,
  levelPattern,
  otherLevelPatterns,
  TRACEBACK_PATTERN,
} from "./filter-patterns";
import { ERROR_LEVELS } from "./levels";
import type { LogId } from "./logs";
import { identifierNames } from "./masking";

/** A log group whose events are counted: that of a log, or the one for the findings of data protection. */
export type CountedLog = LogId | "findings";

/**
 * A metric that CloudWatch Logs makes of log events by metric filters, independently of the forwarder. It has no
 * dimension: each value of a dimension is a custom metric that AWS bills, and a metric with dimensions cannot have a
 * default value. Source: AWS CloudFormation Template Reference, "AWS::Logs::MetricFilter MetricTransformation".
 */
export interface LogMetric {
  readonly name: string;
  readonly log: CountedLog;
  /** One filter for each pattern. No event may match two of them. */
  readonly patterns: readonly string[];
  /** A unit of the CloudWatch API, "MetricDatum". */
  readonly unit: "Count" | "Milliseconds";
  /**
   * The field of the event that contains the value.
   * @default - 1 for each event, and 0 for a minute with events of which none matches
   */
  readonly valueField?: string;
  readonly description: string;
}

/** The time in which a request is to be answered, in milliseconds: the service level "latency" counts slower ones. */
export const SLOW_REQUEST_MS = 1_000;

/** The line that the application writes when it has answered a request has a route, a status and a duration. */
const IS_REQUEST = "$.path = *";
const eventPattern = (event: keyof typeof EVENTS) => jsonPattern(`$.event = "${EVENTS[event].name}"`);

export const LOG_METRICS = {
  applicationErrors: {
    name: "ApplicationErrors",
    log: "application",
    patterns: [
      levelPattern(ERROR_LEVELS),
      TRACEBACK_PATTERN,
      ...otherLevelPatterns(ERROR_LEVELS),
      ERROR_NUMBER_PATTERN,
    ],
    unit: "Count",
    description: "records of level ERROR or CRITICAL in every spelling, and tracebacks in plain text",
  },
  requests: {
    name: "Requests",
    log: "application",
    patterns: [jsonPattern(IS_REQUEST, "$.status >= 100", "$.duration_ms >= 0")],
    unit: "Count",
    description: "answered requests",
  },
  failedRequests: {
    name: "FailedRequests",
    log: "application",
    patterns: [jsonPattern(IS_REQUEST, "$.status >= 500", "$.duration_ms >= 0")],
    unit: "Count",
    description: "requests that were answered with a 5xx status",
  },
  slowRequests: {
    name: "SlowRequests",
    log: "application",
    patterns: [jsonPattern(IS_REQUEST, "$.status >= 100", `$.duration_ms > ${SLOW_REQUEST_MS}`)],
    unit: "Count",
    description: `requests that took longer than ${SLOW_REQUEST_MS} ms`,
  },
  requestDuration: {
    name: "RequestDuration",
    log: "application",
    patterns: [jsonPattern(IS_REQUEST, "$.status >= 100", "$.duration_ms >= 0")],
    unit: "Milliseconds",
    valueField: "duration_ms",
    description: "duration of a request",
  },
  failedSignIns: {
    name: "FailedSignIns",
    log: EVENTS.signInFailed.log,
    patterns: [eventPattern("signInFailed")],
    unit: "Count",
    description: "sign-ins that were denied",
  },
  processedWebhooks: {
    name: "ProcessedWebhooks",
    log: EVENTS.webhookProcessed.log,
    patterns: [eventPattern("webhookProcessed")],
    unit: "Count",
    description: "webhooks that were processed",
  },
  failedWebhooks: {
    name: "FailedWebhooks",
    log: EVENTS.webhookFailed.log,
    patterns: [eventPattern("webhookFailed")],
    unit: "Count",
    description: "webhooks whose processing failed",
  },
  cacheHits: {
    name: "CacheHits",
    log: EVENTS.cacheHit.log,
    patterns: [eventPattern("cacheHit")],
    unit: "Count",
    description: "lookups that a cache answered",
  },
  cacheMisses: {
    name: "CacheMisses",
    log: EVENTS.cacheMiss.log,
    patterns: [eventPattern("cacheMiss")],
    unit: "Count",
    description: "lookups that a cache did not answer",
  },
  // Not the metric LogEventsWithFindings, which is documented without dimensions: it also counts the account's other
  // log groups, and every e-mail address.
  loggedSecrets: {
    name: "LoggedSecrets",
    log: "findings",
    patterns: [
      anyTermPattern([
        ...identifierNames("credential"),
        // The documentation has two spellings of this identifier.
        "OpenSSHPrivateKey",
        ...identifierNames("financial"),
      ]),
    ],
    unit: "Count",
    description: "findings of a credential, a card number or an account number, in any log group",
  },
} as const satisfies Readonly<Record<string, LogMetric>>;

export type LogMetricId = keyof typeof LOG_METRICS;

import { LOGS, SINKS } from "../../../catalog";
import type {
  DocumentFailure,
  Fault,
  ForeignResponse,
  OtherRecord,
  RateLimit,
  SinkFault,
  SinkFaultMode,
  TimeWindow,
} from "../plan";
import { chance, oneOf, type Random, weighted } from "../random";
import { FAULTS_END_SECONDS } from "../world/timeline";

/** Weighted numbers of faults in a plan. A plan without faults shows that violations elsewhere are due to faults. */
const FAULT_COUNTS = [
  [1, 0],
  [2, 1],
  [3, 2],
  [5, 4],
  [5, 6],
  [4, 9],
] as const;

/** @param times when payloads arrive, in seconds since the start */
export function drawFaults(random: Random, times: readonly number[]): Fault[] {
  return Array.from({ length: weighted(random, FAULT_COUNTS) }, () => drawFault(random, times));
}

function drawFault(random: Random, times: readonly number[]): Fault {
  const kind = weighted(random, [
    [10, "sink"],
    [4, "bucket"],
    [2, "secret"],
    [0.7, "queue"],
    [3, "rollover"],
    [6, "kill"],
    [2, "short-deadline"],
    [1, "duplicate-delivery"],
    [1, "mixed-notification"],
    [0.7, "foreign-input"],
  ] as const);
  switch (kind) {
    case "sink":
      return drawSinkFault(random);
    case "bucket": {
      const operation = oneOf(random, ["put", "put", "put", "put", "get", "delete"]);
      const failure = oneOf(random, ["before", "after", "timeout"]);
      return {
        kind,
        operation,
        failure,
        probability: oneOf(random, [0.3, 0.5, 0.8, 1]),
        ...drawTimeWindow(random),
      };
    }
    case "secret":
      return {
        kind,
        sink: oneOf(random, SINKS).name,
        variant: oneOf(random, ["unavailable", "stale"]),
        ...drawTimeWindow(random),
      };
    case "queue":
      return { kind, ...drawTimeWindow(random) };
    case "rollover":
      return { kind, at: drawSecondAfterPayload(random, times), log: oneOf(random, LOGS).id };
    case "kill":
      return {
        kind,
        fn: oneOf(random, ["forwarder", "forwarder", "replay"]),
        invocation: random.integer(1, 6),
        effect: 1 + Math.floor(random.fraction() ** 2 * 16),
        moment: oneOf(random, ["before", "during", "after"]),
      };
    case "short-deadline":
      return {
        kind,
        fn: oneOf(random, ["forwarder", "forwarder", "replay"]),
        invocation: random.integer(1, 6),
        remainingMs: oneOf(random, [50, 3_000, 6_000, 6_050, 6_300, 7_500]),
      };
    case "duplicate-delivery":
      return { kind, notification: random.integer(1, 3) };
    case "mixed-notification":
      return { kind, notification: random.integer(1, 3), others: drawOtherRecords(random) };
    case "foreign-input":
      return { kind, at: drawSecond(random), variant: oneOf(random, ["object", "message", "test event"]) };
  }
}

const OTHER_RECORDS = ["same key", "foreign key", "malformed key", "no object", "no record"] as const;

function drawOtherRecords(random: Random): OtherRecord[] {
  return Array.from({ length: random.integer(1, 3) }, () => oneOf(random, OTHER_RECORDS));
}

function drawSinkFault(random: Random): SinkFault {
  const sink = oneOf(random, SINKS).name;
  const probability = oneOf(random, [0.2, 0.5, 0.8, 1, 1]);
  const mode = drawSinkFaultMode(random, sink);
  const { from, until } = drawTimeWindow(random);
  // A missing response takes the full timeout, so a long window would only slow the plan down.
  const hasNoResponse =
    mode.kind === "no-response" || (mode.kind === "connection-failure" && mode.connection === "no-response");
  return {
    kind: "sink",
    sink,
    probability,
    mode,
    from,
    until: hasNoResponse ? Math.min(until, from + 30) : until,
  };
}

/** Statuses of every class; those that a sink returns more often are listed twice. */
const STATUSES = [302, 400, 401, 403, 404, 408, 410, 413, 418, 429, 429, 500, 502, 503, 503, 504] as const;
/** Statuses whose response may ask for a rate limit. */
const RATE_LIMITING_STATUSES: readonly number[] = [429, 500, 503];

function drawSinkFaultMode(random: Random, sink: SinkFault["sink"]): SinkFaultMode {
  const kind = weighted(random, [
    [8, "error-status"],
    [sink === "sentry" ? 4 : 0, "rate-limit-header"],
    [5, "connection-failure"],
    [1.5, "no-response"],
    [1, "slow-response"],
    [sink === "opensearch" ? 5 : 0, "document-failures"],
    [3, "foreign-response"],
    [sink === "opensearch" ? 3 : 0, "refused-lookups"],
    [4, "rejected-events"],
    [1.5, "item-limit"],
    [1, "untrusted-certificate"],
  ] as const);
  switch (kind) {
    case "error-status": {
      const status = oneOf(random, STATUSES);
      const isRateLimited = RATE_LIMITING_STATUSES.includes(status) && chance(random, 0.6);
      return { kind, status, ...(isRateLimited && { rateLimit: drawRateLimit(random, sink) }) };
    }
    case "rate-limit-header":
      return { kind, rateLimit: drawRateLimit(random, sink) };
    case "connection-failure": {
      const connection = weighted(random, [
        [3, "reset"],
        [3, "response-lost"],
        [2, "response-truncated"],
        [1.5, "no-response"],
      ] as const);
      return { kind, connection, share: oneOf(random, [0.3, 1]) };
    }
    case "no-response":
    case "untrusted-certificate":
      return { kind };
    case "slow-response":
      return { kind, timeoutFraction: oneOf(random, [0.2, 0.6, 0.95]) };
    case "foreign-response":
      return { kind, response: oneOf(random, FOREIGN_RESPONSES) };
    case "refused-lookups":
      return { kind, status: oneOf(random, [302, 400, 401, 403, 404, 405, 410, 429, 503]) };
    case "document-failures": {
      const failure = oneOf(random, DOCUMENT_FAILURES);
      return { kind, failure, share: oneOf(random, [0.2, 0.6, 1]), reversed: chance(random, 0.5) };
    }
    case "rejected-events":
      return { kind, share: oneOf(random, [0.1, 0.3]) };
    case "item-limit":
      return { kind, items: random.integer(0, 3) };
  }
}

const FOREIGN_RESPONSES = [
  "page",
  "empty body",
  "another JSON",
  "another id",
  "redirect",
  "bad request page",
] as const satisfies readonly ForeignResponse[];

const DOCUMENT_FAILURES = [
  { status: 429, type: "es_rejected_execution_exception" },
  { status: 400, type: "mapper_parsing_exception" },
  { status: 403, type: "security_exception" },
  { status: 404, type: "index_not_found_exception" },
  { status: 503, type: "unavailable_shards_exception" },
  { status: 403, type: "cluster_block_exception", reason: "blocked by: [FORBIDDEN/8/index write (api)];" },
  { status: 400, type: "index_closed_exception", reason: "closed" },
  {
    ...{ status: 400, type: "illegal_argument_exception" },
    reason: "pipeline with id [inventorysync] does not exist",
  },
] as const satisfies readonly DocumentFailure[];

function drawRateLimit(random: Random, sink: SinkFault["sink"]): RateLimit {
  const seconds = weighted(random, [
    [4, random.integer(1, 8)],
    [4, random.integer(20, 200)],
    // A day and a year: more than the longest pause of a sink.
    [0.5, oneOf(random, [86_400, 31_536_000])],
  ] as const);
  const header = oneOf(
    random,
    sink === "sentry"
      ? (["Retry-After", "X-Sentry-Rate-Limits", "X-Sentry-Rate-Limits of another category"] as const)
      : (["Retry-After", "Retry-After HTTP-date"] as const),
  );
  return { seconds, header };
}

/** Most windows begin before the traffic does: a fault that meets no traffic tests nothing. */
function drawTimeWindow(random: Random): TimeWindow {
  const from = chance(random, 0.7) ? 0 : Math.floor(random.fraction() ** 2 * 240);
  const durationSeconds = oneOf(random, [10, 60, 120, 240, 400, FAULTS_END_SECONDS]);
  return { from, until: Math.min(FAULTS_END_SECONDS, from + durationSeconds) };
}

function drawSecond(random: Random): number {
  return Math.floor(random.fraction() ** 2 * 600);
}

/** Seconds after a payload arrived: between two deliveries of it by Lambda, or by the replay. */
const SECONDS_AFTER_PAYLOAD = [1, 2, 3, 5, 10, 30, 61, 62, 65, 90, 150, 182, 200, 300] as const;

function drawSecondAfterPayload(random: Random, times: readonly number[]): number {
  return (times[random.integer(0, times.length - 1)] ?? 0) + oneOf(random, SECONDS_AFTER_PAYLOAD);
}

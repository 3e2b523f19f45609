import { createHash } from "node:crypto";
import type { Item } from "../../../lambda/delivery/sinks/sink";
import type { RequestFault } from "../../../local/intakes";
import type { DocumentFailure, ForeignResponse, RateLimit, SinkFault } from "../plan";
import { chance, type Random } from "../random";

/**
 * What a sink does to one batch. It is drawn before the batch is sent, so that it does not depend on the order of
 * requests.
 */
export interface FaultInjection {
  /** For a request that carries these events, or for one that carries none. */
  faultOf(eventIds: readonly string[]): RequestFault | undefined;
  /** For a document of a bulk request, which is not created then. */
  resultOf(eventId: string): DocumentFailure | undefined;
  /** Whether the results of a bulk request are in reverse order. */
  readonly reversesResults: boolean;
  /** Whether the sink judges an event to be invalid or too large, so that it belongs in quarantine. */
  judges(eventId: string): boolean;
  /** Whether a request gets no response. */
  readonly hasNoResponse: boolean;
  /** The share of an attempt's timeout that the response takes. */
  readonly timeoutFraction: number;
  /** The end of the rate limit, in milliseconds since the epoch; 0 without a rate limit. */
  readonly rateLimitedUntil: number;
}

export const NO_FAULT: FaultInjection = {
  faultOf: () => undefined,
  resultOf: () => undefined,
  reversesResults: false,
  judges: () => false,
  hasNoResponse: false,
  timeoutFraction: 0,
  rateLimitedUntil: 0,
};

export function resolveSinkFault(
  { sink, mode }: SinkFault,
  batch: readonly Item[],
  random: Random,
  now: number,
): FaultInjection {
  switch (mode.kind) {
    case "error-status": {
      const { status, rateLimit } = mode;
      const fault = { status, headers: rateLimit ? rateLimitHeaders(rateLimit, now) : {} };
      return {
        ...NO_FAULT,
        faultOf: () => fault,
        judges: () => JUDGING_STATUSES.includes(status),
        rateLimitedUntil: rateLimit ? endOfRateLimit(rateLimit, now) : 0,
      };
    }
    case "rate-limit-header": {
      const fault = { headers: rateLimitHeaders(mode.rateLimit, now) };
      return { ...NO_FAULT, faultOf: () => fault, rateLimitedUntil: endOfRateLimit(mode.rateLimit, now) };
    }
    case "connection-failure": {
      const { connection, share } = mode;
      const affected = drawEventIds(batch, share, random);
      const isAffected = (ids: readonly string[]) => ids.some((id) => affected.has(id));
      return {
        ...NO_FAULT,
        faultOf: (ids) => (isAffected(ids) ? { connection } : undefined),
        hasNoResponse: connection === "no-response" && affected.size > 0,
      };
    }
    case "no-response":
      return {
        ...NO_FAULT,
        faultOf: () => ({ status: 504, connection: "no-response" }),
        hasNoResponse: true,
      };
    case "slow-response":
      return { ...NO_FAULT, timeoutFraction: mode.timeoutFraction };
    case "foreign-response": {
      const fault = FOREIGN_RESPONSES[mode.response];
      return { ...NO_FAULT, faultOf: () => fault };
    }
    case "refused-lookups":
      return { ...NO_FAULT, faultOf: (ids) => (ids.length === 0 ? { status: mode.status } : undefined) };
    case "document-failures": {
      const { failure, share, reversed } = mode;
      const affected = drawEventIds(batch, share, random);
      return {
        ...NO_FAULT,
        resultOf: (id) => (affected.has(id) ? failure : undefined),
        reversesResults: reversed,
        judges: (id) => affected.has(id) && failure.type === "mapper_parsing_exception",
      };
    }
    case "rejected-events": {
      const isRejected = (id: string) => hashFraction(id) < mode.share;
      return {
        ...NO_FAULT,
        // OpenSearch returns a result for each document.
        faultOf: (ids) => (sink !== "opensearch" && ids.some(isRejected) ? { status: 400 } : undefined),
        resultOf: (id) => (isRejected(id) ? { status: 400, type: "mapper_parsing_exception" } : undefined),
        judges: isRejected,
      };
    }
    case "item-limit":
      return {
        ...NO_FAULT,
        faultOf: (ids) => (ids.length > mode.items ? { status: 413 } : undefined),
        judges: () => mode.items === 0,
      };
    case "untrusted-certificate":
      // The functions get the URL of another server: see `urlOf` in world/functions.ts.
      return NO_FAULT;
  }
}

/** Statuses with which a sink judges an event. */
const JUDGING_STATUSES: readonly number[] = [400, 413];

const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

const FOREIGN_RESPONSES: Readonly<Record<ForeignResponse, RequestFault>> = {
  page: { status: 200, headers: HTML, body: "<html><body>Sign in to the network</body></html>" },
  "empty body": { status: 200 },
  "another JSON": { status: 200, headers: JSON_TYPE, body: '{"status":"ok"}' },
  "another id": { status: 200, headers: JSON_TYPE, body: JSON.stringify({ id: "0".repeat(32), items: [] }) },
  redirect: { status: 302, headers: { location: "http://127.0.0.1:1/maintenance" } },
  "bad request page": { status: 400, headers: HTML, body: "<html><body>400 Bad Request</body></html>" },
};

function drawEventIds(batch: readonly Item[], share: number, random: Random): ReadonlySet<string> {
  return new Set(batch.filter(() => chance(random, share)).map(({ event }) => event.id));
}

function rateLimitHeaders({ seconds, header }: RateLimit, now: number): Readonly<Record<string, string>> {
  switch (header) {
    case "Retry-After":
      return { "retry-after": String(seconds) };
    case "Retry-After HTTP-date":
      return { "retry-after": httpDateAfter(seconds, now) };
    case "X-Sentry-Rate-Limits":
      return { "x-sentry-rate-limits": `${seconds}:error;transaction:organization` };
    case "X-Sentry-Rate-Limits of another category":
      return { "x-sentry-rate-limits": `${seconds}:transaction;replay:organization` };
  }
}

/** Stated here once more, so that the simulation does not take it from the code that it checks. */
const LONGEST_PAUSE_SECONDS = 900;

/** How long the functions respect a rate limit. */
export function pauseSeconds({ seconds }: RateLimit): number {
  return Math.min(LONGEST_PAUSE_SECONDS, seconds);
}

function endOfRateLimit(rateLimit: RateLimit, now: number): number {
  const seconds = pauseSeconds(rateLimit);
  switch (rateLimit.header) {
    case "Retry-After":
    case "X-Sentry-Rate-Limits":
      return now + seconds * 1_000;
    case "Retry-After HTTP-date":
      return Date.parse(httpDateAfter(seconds, now));
    case "X-Sentry-Rate-Limits of another category":
      return 0;
  }
}

/** An HTTP date has no milliseconds. */
function httpDateAfter(seconds: number, now: number): string {
  return new Date(now + seconds * 1_000).toUTCString();
}

/** From 0 to 1, always the same for one event. */
function hashFraction(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}

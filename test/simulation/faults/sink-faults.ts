import { createHash } from "node:crypto";
import type { Item } from "../../../lambda/delivery/sinks/sink";
import type { RequestFault } from "../../../local/intakes";
import type { RateLimit, SinkFault } from "../plan";
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
  /** Whether a request gets no response. */
  readonly hasNoResponse: boolean;
  /** The share of an attempt's timeout that the response takes. */
  readonly timeoutFraction: number;
  /** The end of the rate limit, in milliseconds since the epoch; 0 without a rate limit. */
  readonly rateLimitedUntil: number;
}

export interface DocumentFailure {
  readonly status: number;
  readonly type: string;
}

export const NO_FAULT: FaultInjection = {
  faultOf: () => undefined,
  resultOf: () => undefined,
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
    case "document-failures": {
      const { status, type, share } = mode;
      const affected = drawEventIds(batch, share, random);
      return { ...NO_FAULT, resultOf: (id) => (affected.has(id) ? { status, type } : undefined) };
    }
    case "rejected-events": {
      const isRejected = (id: string) => hashFraction(id) < mode.share;
      return {
        ...NO_FAULT,
        // OpenSearch returns a result for each document.
        faultOf: (ids) => (sink !== "opensearch" && ids.some(isRejected) ? { status: 400 } : undefined),
        resultOf: (id) => (isRejected(id) ? { status: 400, type: "mapper_parsing_exception" } : undefined),
      };
    }
    case "item-limit":
      return { ...NO_FAULT, faultOf: (ids) => (ids.length > mode.items ? { status: 413 } : undefined) };
    case "untrusted-certificate":
      // The functions get the URL of another server: see `urlOf` in world/functions.ts.
      return NO_FAULT;
  }
}

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

function endOfRateLimit({ seconds, header }: RateLimit, now: number): number {
  switch (header) {
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

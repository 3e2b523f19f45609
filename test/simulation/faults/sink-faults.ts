import { createHash } from "node:crypto";
import type { Item } from "../../../lambda/delivery/sinks/sink";
import type { Fault } from "../../../local/intakes";
import type { Silence, SinkTrouble } from "../plan";
import { chance, type Random } from "../random";

/** What a sink does to one batch, worked out before the batch is sent, so that it does not depend on who is first. */
export interface Treatment {
  /** For a request that carries these events, or for one that carries none. */
  faultOf(eventIds: readonly string[]): Fault | undefined;
  /** For a document of a bulk request, which is not created then. */
  resultOf(eventId: string): DocumentResult | undefined;
  /** Whether a request gets no answer. */
  readonly isSilent: boolean;
  /** What of an attempt's time it takes. */
  readonly timeouts: number;
  /** Until when the sink asks for silence, in milliseconds since the epoch, 0 where it does not. */
  readonly silentUntil: number;
}

export interface DocumentResult {
  readonly status: number;
  readonly type: string;
}

export const UNTOUCHED: Treatment = {
  faultOf: () => undefined,
  resultOf: () => undefined,
  isSilent: false,
  timeouts: 0,
  silentUntil: 0,
};

export function treat(
  { sink, does: misdeed }: SinkTrouble,
  batch: readonly Item[],
  random: Random,
  now: number,
): Treatment {
  switch (misdeed.kind) {
    case "answers": {
      const { status, asks } = misdeed;
      const fault = { status, headers: asks ? headersOf(asks, now) : {} };
      return { ...UNTOUCHED, faultOf: () => fault, silentUntil: asks ? silentUntil(asks, now) : 0 };
    }
    case "takes": {
      const fault = { headers: headersOf(misdeed.asks, now) };
      return { ...UNTOUCHED, faultOf: () => fault, silentUntil: silentUntil(misdeed.asks, now) };
    }
    case "breaks": {
      const { connection, share } = misdeed;
      const hit = drawFrom(batch, share, random);
      const isHit = (ids: readonly string[]) => ids.some((id) => hit.has(id));
      return {
        ...UNTOUCHED,
        faultOf: (ids) => (isHit(ids) ? { connection } : undefined),
        isSilent: connection === "silent" && hit.size > 0,
      };
    }
    case "hangs":
      return { ...UNTOUCHED, faultOf: () => ({ status: 504, connection: "silent" }), isSilent: true };
    case "is slow":
      return { ...UNTOUCHED, timeouts: misdeed.timeouts };
    case "fails documents": {
      const { status, type, share } = misdeed;
      const hit = drawFrom(batch, share, random);
      return { ...UNTOUCHED, resultOf: (id) => (hit.has(id) ? { status, type } : undefined) };
    }
    case "refuses events": {
      const isRefused = (id: string) => shareOf(id) < misdeed.share;
      return {
        ...UNTOUCHED,
        // OpenSearch answers for each document.
        faultOf: (ids) => (sink !== "opensearch" && ids.some(isRefused) ? { status: 400 } : undefined),
        resultOf: (id) => (isRefused(id) ? { status: 400, type: "mapper_parsing_exception" } : undefined),
      };
    }
    case "takes at most":
      return { ...UNTOUCHED, faultOf: (ids) => (ids.length > misdeed.items ? { status: 413 } : undefined) };
    case "is an impostor":
      // It is another server altogether: see where the functions are told that the sink is.
      return UNTOUCHED;
  }
}

function drawFrom(batch: readonly Item[], share: number, random: Random): ReadonlySet<string> {
  return new Set(batch.filter(() => chance(random, share)).map(({ event }) => event.id));
}

function headersOf({ seconds, by }: Silence, now: number): Readonly<Record<string, string>> {
  switch (by) {
    case "Retry-After":
      return { "retry-after": String(seconds) };
    case "Retry-After with a date":
      return { "retry-after": dateAfter(seconds, now) };
    case "X-Sentry-Rate-Limits":
      return { "x-sentry-rate-limits": `${seconds}:error;transaction:organization` };
    case "X-Sentry-Rate-Limits for other":
      return { "x-sentry-rate-limits": `${seconds}:transaction;replay:organization` };
  }
}

function silentUntil({ seconds, by }: Silence, now: number): number {
  switch (by) {
    case "Retry-After":
    case "X-Sentry-Rate-Limits":
      return now + seconds * 1_000;
    case "Retry-After with a date":
      return Date.parse(dateAfter(seconds, now));
    case "X-Sentry-Rate-Limits for other":
      return 0;
  }
}

/** Such a date has no milliseconds. */
function dateAfter(seconds: number, now: number): string {
  return new Date(now + seconds * 1_000).toUTCString();
}

/** From 0 to 1, always the same for one event. */
function shareOf(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}

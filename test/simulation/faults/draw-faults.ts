import { LOGS, SINK_NAMES } from "../../../catalog";
import type { Misdeed, Silence, SinkTrouble, Span, Trouble } from "../plan";
import { chance, oneOf, type Random, weighted } from "../random";
import { TROUBLES_END } from "../world/timeline";

/** How many troubles come together: none at all shows what is owed to the troubles. */
const HOW_MANY = [
  [1, 0],
  [2, 1],
  [3, 2],
  [5, 4],
  [5, 6],
  [4, 9],
] as const;

/** @param times when payloads come, in seconds since the beginning */
export function drawTroubles(random: Random, times: readonly number[]): Trouble[] {
  return Array.from({ length: weighted(random, HOW_MANY) }, () => drawTrouble(random, times));
}

function drawTrouble(random: Random, times: readonly number[]): Trouble {
  const what = weighted(random, [
    [10, "sink"],
    [4, "bucket"],
    [2, "secret"],
    [0.7, "queue"],
    [3, "rollover"],
    [6, "kill"],
    [2, "hurry"],
    [1, "echo"],
    [0.7, "stray"],
  ] as const);
  switch (what) {
    case "sink":
      return drawSinkTrouble(random);
    case "bucket": {
      const call = oneOf(random, ["put", "put", "put", "put", "get", "delete"]);
      const fails = oneOf(random, ["before", "after", "slowly"]);
      return { what, call, fails, share: oneOf(random, [0.3, 0.5, 0.8, 1]), ...drawSpan(random) };
    }
    case "secret":
      return {
        what,
        sink: oneOf(random, SINK_NAMES),
        is: oneOf(random, ["unreadable", "stale"]),
        ...drawSpan(random),
      };
    case "queue":
      return { what, ...drawSpan(random) };
    case "rollover":
      return { what, at: drawBetween(random, times), log: oneOf(random, LOGS).id };
    case "kill":
      return {
        what,
        fn: oneOf(random, ["forwarder", "forwarder", "replay"]),
        invocation: random.integer(1, 6),
        effect: 1 + Math.floor(random.fraction() ** 2 * 16),
        moment: oneOf(random, ["before", "amid", "after"]),
      };
    case "hurry":
      return {
        what,
        fn: oneOf(random, ["forwarder", "forwarder", "replay"]),
        invocation: random.integer(1, 6),
        leftMs: oneOf(random, [50, 3_000, 6_000, 6_050, 6_300, 7_500]),
      };
    case "echo":
      return { what, announcement: random.integer(1, 3) };
    case "stray":
      return { what, at: drawMoment(random), is: oneOf(random, ["object", "message", "test event"]) };
  }
}

function drawSinkTrouble(random: Random): SinkTrouble {
  const sink = oneOf(random, SINK_NAMES);
  const share = oneOf(random, [0.2, 0.5, 0.8, 1, 1]);
  const does = drawMisdeed(random, sink);
  const { from, until } = drawSpan(random);
  // Nothing is as slow to try as silence, and its length makes no difference.
  const isSilent = does.kind === "hangs" || (does.kind === "breaks" && does.connection === "silent");
  return { what: "sink", sink, share, does, from, until: isSilent ? Math.min(until, from + 30) : until };
}

/** Statuses of every class, those that a sink is known to give more often. */
const STATUSES = [302, 400, 401, 403, 404, 408, 410, 413, 418, 429, 429, 500, 502, 503, 503, 504] as const;
/** Answers that may ask for silence. */
const ASKING: readonly number[] = [429, 500, 503];

function drawMisdeed(random: Random, sink: SinkTrouble["sink"]): Misdeed {
  const kind = weighted(random, [
    [8, "answers"],
    [sink === "sentry" ? 4 : 0, "takes"],
    [5, "breaks"],
    [1.5, "hangs"],
    [1, "is slow"],
    [sink === "opensearch" ? 5 : 0, "fails documents"],
    [4, "refuses events"],
    [1.5, "takes at most"],
    [1, "is an impostor"],
  ] as const);
  switch (kind) {
    case "answers": {
      const status = oneOf(random, STATUSES);
      const isAsking = ASKING.includes(status) && chance(random, 0.6);
      return { kind, status, ...(isAsking && { asks: drawSilence(random, sink) }) };
    }
    case "takes":
      return { kind, asks: drawSilence(random, sink) };
    case "breaks": {
      const connection = weighted(random, [
        [3, "reset"],
        [3, "lost"],
        [2, "half"],
        [1.5, "silent"],
      ] as const);
      return { kind, connection, share: oneOf(random, [0.3, 1]) };
    }
    case "hangs":
    case "is an impostor":
      return { kind };
    case "is slow":
      return { kind, timeouts: oneOf(random, [0.2, 0.6, 0.95]) };
    case "fails documents": {
      const [status, type] = oneOf(random, DOCUMENT_FAILURES);
      return { kind, status, type, share: oneOf(random, [0.2, 0.6, 1]) };
    }
    case "refuses events":
      return { kind, share: oneOf(random, [0.1, 0.3]) };
    case "takes at most":
      return { kind, items: random.integer(0, 3) };
  }
}

const DOCUMENT_FAILURES = [
  [429, "es_rejected_execution_exception"],
  [400, "mapper_parsing_exception"],
  [403, "security_exception"],
  [404, "index_not_found_exception"],
  [503, "unavailable_shards_exception"],
] as const;

function drawSilence(random: Random, sink: SinkTrouble["sink"]): Silence {
  const seconds = weighted(random, [
    [4, random.integer(1, 8)],
    [4, random.integer(20, 200)],
    // Past the 18 hours after which Datadog takes no log any more.
    [0.5, 72_000],
  ] as const);
  const by = oneOf(
    random,
    sink === "sentry"
      ? (["Retry-After", "X-Sentry-Rate-Limits", "X-Sentry-Rate-Limits for other"] as const)
      : (["Retry-After", "Retry-After with a date"] as const),
  );
  return { seconds, by };
}

/** Most begin before the traffic does: what it does not meet shows nothing. */
function drawSpan(random: Random): Span {
  const from = chance(random, 0.7) ? 0 : Math.floor(random.fraction() ** 2 * 240);
  const lasts = oneOf(random, [10, 60, 120, 240, 400, TROUBLES_END]);
  return { from, until: Math.min(TROUBLES_END, from + lasts) };
}

function drawMoment(random: Random): number {
  return Math.floor(random.fraction() ** 2 * 600);
}

/** Seconds after a payload came: between two deliveries of it by Lambda, or by the replay. */
const BETWEEN_DELIVERIES = [1, 2, 3, 5, 10, 30, 61, 62, 65, 90, 150, 182, 200, 300] as const;

function drawBetween(random: Random, times: readonly number[]): number {
  return (times[random.integer(0, times.length - 1)] ?? 0) + oneOf(random, BETWEEN_DELIVERIES);
}

import { identityOf, type LogEvent } from "../../log-event";
import type { Condensed, Route } from "../sink";
import { exceptionOf } from "./event";
import { fingerprint } from "./fingerprint";

/** Errors of one fingerprint that are sent one by one within a minute; more tell nobody anything new. */
export const EACH_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/** Fingerprints remembered at most; more than that in a minute are no storm of any. */
const MAX_REMEMBERED = 10_000;

/**
 * Keeps a storm from Sentry: beyond EACH_A_MINUTE errors of one fingerprint, an invocation sends its first one alone,
 * which says for how many it stands. So the sum of `occurrences` over what is sent is the number of errors, and what
 * is sent of a storm is bounded by the number of invocations. An invocation that is tried again within the minute sends
 * the same events, so that Sentry knows them again by their ids.
 */
export function stormFilter(now: () => number): NonNullable<Route["condense"]> {
  let minute = 0;
  const sent = new Map<string, Set<string>>();

  return (events) => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute || sent.size > MAX_REMEMBERED) sent.clear();
    minute = current;

    const groups = new Map<string, LogEvent[]>();
    for (const event of events) {
      const key = JSON.stringify(fingerprint(event.record, exceptionOf(event.record)));
      const group = groups.get(key);
      if (group) group.push(event);
      else groups.set(key, [event]);
    }
    const condensed = [...groups].map(([key, group]) => {
      const before = sent.get(key) ?? new Set<string>();
      const again = new Set(group.map(identityOf).filter((identity) => before.has(identity)));
      const parts = condense(group, Math.max(1, EACH_A_MINUTE - (before.size - again.size)));
      sent.set(key, new Set([...before, ...parts.kept.map(identityOf)]));
      return parts;
    });
    return {
      kept: condensed.flatMap(({ kept }) => kept),
      sampled: condensed.flatMap(({ sampled }) => sampled),
    };
  };
}

function condense([first, ...others]: readonly LogEvent[], room: number): Condensed {
  if (!first) return { kept: [], sampled: [] };
  const sampled = others.slice(room - 1);
  const representative = sampled.length > 0 ? { ...first, occurrences: 1 + sampled.length } : first;
  return { kept: [representative, ...others.slice(0, room - 1)], sampled };
}

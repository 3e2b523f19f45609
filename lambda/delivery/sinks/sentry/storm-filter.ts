import { identityOf, type LogEvent } from "../../log-event";
import type { Aggregated, Route } from "../sink";
import { exceptionOf } from "./event";
import { fingerprint } from "./fingerprint";

/** Errors of one fingerprint that are sent one by one within a minute; more tell nobody anything new. */
export const MAX_PER_MINUTE = 10;
const MINUTE_MS = 60_000;

/** Fingerprints remembered at most; more than that in a minute are no storm of any. */
const MAX_FINGERPRINTS = 10_000;

/**
 * Keeps a storm from Sentry: beyond EACH_A_MINUTE errors of one fingerprint, an invocation sends its first one alone,
 * which says for how many it stands. So the sum of `occurrences` over what is sent is the number of errors, and what
 * is sent of a storm is bounded by the number of invocations. An invocation that is tried again within the minute sends
 * the same events, so that Sentry knows them again by their ids.
 */
export function createStormFilter(now: () => number): NonNullable<Route["aggregate"]> {
  let minute = 0;
  const sent = new Map<string, Set<string>>();

  return (events) => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute || sent.size > MAX_FINGERPRINTS) sent.clear();
    minute = current;

    const groups = new Map<string, LogEvent[]>();
    for (const event of events) {
      const key = JSON.stringify(fingerprint(event.record, exceptionOf(event.record)));
      const group = groups.get(key);
      if (group) group.push(event);
      else groups.set(key, [event]);
    }
    const aggregated = [...groups].map(([key, group]) => {
      const sentBefore = sent.get(key) ?? new Set<string>();
      const resent = new Set(group.map(identityOf).filter((identity) => sentBefore.has(identity)));
      const aggregatedGroup = aggregateGroup(
        group,
        Math.max(1, MAX_PER_MINUTE - (sentBefore.size - resent.size)),
      );
      sent.set(key, new Set([...sentBefore, ...aggregatedGroup.kept.map(identityOf)]));
      return aggregatedGroup;
    });
    return {
      kept: aggregated.flatMap(({ kept }) => kept),
      sampled: aggregated.flatMap(({ sampled }) => sampled),
    };
  };
}

function aggregateGroup([first, ...others]: readonly LogEvent[], limit: number): Aggregated {
  if (!first) return { kept: [], sampled: [] };
  const sampled = others.slice(limit - 1);
  const representative = sampled.length > 0 ? { ...first, occurrences: 1 + sampled.length } : first;
  return { kept: [representative, ...others.slice(0, limit - 1)], sampled };
}

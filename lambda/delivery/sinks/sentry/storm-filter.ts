import { identityOf, type LogEvent } from "../../log-event";
import type { Aggregated, Route } from "../sink";
import { fingerprint } from "./fingerprint";

/** Maximum number of events per fingerprint and minute. More events would add no information. */
export const MAX_PER_MINUTE = 10;
const MINUTE_MS = 60_000;

/** Maximum number of fingerprints to keep. With more in one minute, none of them is a storm. */
const MAX_FINGERPRINTS = 10_000;

/**
 * Limits error storms. Per fingerprint and minute, an execution environment sends up to MAX_PER_MINUTE events, but each
 * invocation at least one. The others are aggregated into the first event of the invocation, whose `occurrences` is the
 * number of events it represents. So the sum of `occurrences` over all sent events is the number of errors, and the
 * number of sent events is bounded by the number of invocations. A retried invocation within the same minute sends the
 * same events, so Sentry deduplicates them by their ids.
 */
export function createStormFilter(now: () => number): NonNullable<Route["aggregate"]> {
  let minute = 0;
  const sent = new Map<string, Set<string>>();

  return (events) => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute || sent.size > MAX_FINGERPRINTS) sent.clear();
    minute = current;

    const groups = new Map<string, [LogEvent, ...LogEvent[]]>();
    for (const event of events) {
      const key = JSON.stringify(fingerprint(event.record));
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

function aggregateGroup([first, ...others]: readonly [LogEvent, ...LogEvent[]], limit: number): Aggregated {
  const sampled = others.slice(limit - 1);
  const representative = sampled.length > 0 ? { ...first, occurrences: 1 + sampled.length } : first;
  return { kept: [representative, ...others.slice(0, limit - 1)], sampled };
}

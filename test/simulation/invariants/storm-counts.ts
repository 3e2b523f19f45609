import { countsOf, isRepeated } from "./each-event-once";
import { expectedEvents } from "./expected-events";
import type { Invariant } from "./invariant";
import { type StoredEvent, storedEvents } from "./stored-events";

/** A repeated invocation may count errors twice; NOTHING_IS_LOST covers that case. */
export const STORM_COUNTS_MATCH: Invariant = {
  description:
    "without a repeated invocation, the occurrences of a storm's events at Sentry equal the number of its errors",
  atEnd(world) {
    if (isRepeated(world)) return [];
    const { delivered, rejected } = storedEvents(world);
    const written = countsOf(expectedEvents("sentry", world).map(({ groupingKey }) => groupingKey));
    const counted = countByGroupingKey([...delivered.sentry, ...rejected.sentry]);
    return [...written].flatMap(([groupingKey, count]) =>
      counted.get(groupingKey) === count
        ? []
        : `sentry counts ${counted.get(groupingKey) ?? 0} of ${count} errors of group ${groupingKey}`,
    );
  },
};

/**
 * The number of errors that the events of each group represent. Copies of one event count once, by the largest number.
 */
export function countByGroupingKey(stored: readonly StoredEvent[]): ReadonlyMap<string, number> {
  const largest = new Map<string, StoredEvent>();
  for (const event of stored) {
    const before = largest.get(event.id);
    if (!before || before.occurrences < event.occurrences) largest.set(event.id, event);
  }
  const counts = new Map<string, number>();
  for (const { groupingKey, occurrences } of largest.values())
    counts.set(groupingKey, (counts.get(groupingKey) ?? 0) + occurrences);
  return counts;
}

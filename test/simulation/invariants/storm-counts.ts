import { countsOf, isRepeated } from "./each-event-once";
import { expectedEvents } from "./expected-events";
import type { Invariant } from "./invariant";
import { type StoredEvent, storedEvents } from "./stored-events";

/** A repeated invocation may count errors twice; see NOTHING_IS_LOST for what holds then. */
export const STORM_COUNTS_MATCH: Invariant = {
  description:
    "the occurrences of what Sentry has of a storm are the number of its errors, where no invocation was repeated",
  atEnd(world) {
    if (isRepeated(world)) return [];
    const { delivered, rejected } = storedEvents(world);
    const written = countsOf(expectedEvents("sentry", world).map(({ groupingKey }) => groupingKey));
    const counted = countByGroupingKey([...delivered.sentry, ...rejected.sentry]);
    return [...written].flatMap(([groupingKey, count]) =>
      counted.get(groupingKey) === count
        ? []
        : `sentry counts ${counted.get(groupingKey) ?? 0} of ${count} errors like ${groupingKey}`,
    );
  },
};

/** For how many errors alike the events stand; copies of one event count once, by the largest number on them. */
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

import { countsOf, isRepeated } from "./each-event-once";
import { wantedBy } from "./expected-events";
import type { Law } from "./invariant";
import { type HeldEvent, holdingsOf } from "./stored-events";

/** A repeated invocation may count errors twice; see NOTHING_IS_LOST for what holds then. */
export const STORMS_ARE_COUNTED: Law = {
  says: "the occurrences of what Sentry has of a storm are the number of its errors, where no invocation was repeated",
  inTheEnd(world) {
    if (isRepeated(world)) return [];
    const { delivered, refused } = holdingsOf(world);
    const written = countsOf(wantedBy("sentry", world).map(({ alike }) => alike));
    const counted = countAlike([...delivered.sentry, ...refused.sentry]);
    return [...written].flatMap(([alike, count]) =>
      counted.get(alike) === count
        ? []
        : `sentry counts ${counted.get(alike) ?? 0} of ${count} errors like ${alike}`,
    );
  },
};

/** For how many errors alike the events stand; copies of one event count once, by the largest number on them. */
export function countAlike(held: readonly HeldEvent[]): ReadonlyMap<string, number> {
  const largest = new Map<string, HeldEvent>();
  for (const event of held) {
    const before = largest.get(event.id);
    if (!before || before.occurrences < event.occurrences) largest.set(event.id, event);
  }
  const counts = new Map<string, number>();
  for (const { alike, occurrences } of largest.values())
    counts.set(alike, (counts.get(alike) ?? 0) + occurrences);
  return counts;
}

import { SINK_NAMES, type SinkName } from "../../../catalog";
import type { World } from "../world/world";
import { countsOf } from "./each-event-once";
import { expectedEvents } from "./expected-events";
import type { Invariant } from "./invariant";
import { type StoredEvent, type StoredEvents, storedEvents } from "./stored-events";
import { countByGroupingKey } from "./storm-counts";

/**
 * Errors at Sentry are counted by storm: one event may represent many errors. The count may be too high after a
 * repeated invocation that selected another representative, but never too low.
 */
export const NOTHING_IS_LOST: Invariant = {
  description: "at any time every event is at each of its sinks, parked, in quarantine, or pending at Lambda",
  afterInvocation: (world) => lostEvents(world),
  atEnd: (world) => lostEvents(world),
};

function lostEvents(world: World): string[] {
  const storedBySink = storedEvents(world);
  return SINK_NAMES.flatMap((sink) => {
    const stored = allCopies(sink, storedBySink);
    const expected = expectedEvents(sink, world).filter(({ isPending }) => !isPending);
    return sink === "sentry" ? undercountedErrors(expected, stored) : eventsNotStored(sink, expected, stored);
  });
}

function allCopies(sink: SinkName, { delivered, parked, rejected }: StoredEvents): readonly StoredEvent[] {
  return [delivered, parked, rejected].flatMap((place) => place[sink]);
}

function eventsNotStored(
  sink: SinkName,
  events: readonly { id: string; log: string }[],
  stored: readonly StoredEvent[],
): string[] {
  const ids = new Set(stored.map(({ id }) => id));
  return events.filter(({ id }) => !ids.has(id)).map(({ id, log }) => `${sink} lost event ${id} of ${log}`);
}

/** Compares the errors of each group with the occurrences that the stored events represent. */
function undercountedErrors(
  events: readonly { groupingKey: string }[],
  stored: readonly StoredEvent[],
): string[] {
  const counted = countByGroupingKey(stored);
  const written = countsOf(events.map(({ groupingKey }) => groupingKey));
  return [...written].flatMap(([groupingKey, count]) => {
    const found = counted.get(groupingKey) ?? 0;
    return found < count ? `sentry counts ${found} of ${count} errors of group ${groupingKey}` : [];
  });
}

import type { SinkName } from "../../catalog";
import { SINK_IDS, type StoredEvent } from "../sinks";
import type { LoggedEvent } from "./logged-event";

/**
 * Number of log events that the copies of an event represent, itself included; 0 without a copy. A retried invocation
 * may send an event with another number of occurrences: those of the smaller number are among those of the larger one.
 */
export function mostOccurrences(copies: readonly StoredEvent[]): number {
  return copies.reduce((most, { occurrences }) => Math.max(most, occurrences), 0);
}

/** The events of a sink by their ids. Datadog can have several with one id. */
export function copiesById(stored: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const byId = new Map<string, StoredEvent[]>();
  for (const copy of stored) {
    const copies = byId.get(copy.id);
    if (copies) copies.push(copy);
    else byId.set(copy.id, [copy]);
  }
  return byId;
}

/** Returns a function that removes the copies of an event from the maps. */
export function createCopyFinder(sink: SinkName, maps: readonly Map<string, readonly StoredEvent[]>[]) {
  const numbers = new Set<number>();
  for (const copies of maps.flatMap((map) => [...map.values()]))
    for (const { occurrences } of copies) if (occurrences > 1) numbers.add(occurrences);
  return (event: LoggedEvent): readonly StoredEvent[] => {
    // The id of an event that represents others includes their number.
    const ids = [undefined, ...(event.fingerprint === undefined ? [] : numbers)].map((occurrences) =>
      SINK_IDS[sink]({ ...event, record: {}, ...(occurrences !== undefined && { occurrences }) }),
    );
    return ids.flatMap((id) =>
      maps.flatMap((map) => {
        const copies = map.get(id) ?? [];
        map.delete(id);
        return copies;
      }),
    );
  };
}

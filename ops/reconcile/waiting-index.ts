import type { SinkName } from "../../catalog";
import type { EventHeader } from "../../lambda/delivery/log-event";
import { eventDigest } from "../../lambda/delivery/sinks/event-digest";
import type { TimeWindow } from "../log-events";
import { WAITING_PLACES, type WaitingEvents } from "../parking/waiting-events";
import type { Waiting } from "./account";

/** The events of a time window that wait for the replay or for a person. */
export interface WaitingIndex {
  readonly find: (sink: SinkName, event: EventHeader) => Waiting | undefined;
  /** Objects, lines or payloads whose events are not known. */
  readonly undecodable: number;
}

/** Keeps an id of 16 bytes of each event. An event that is in several places is in the last of WAITING_PLACES. */
export async function indexWaitingEvents(
  waiting: AsyncIterable<WaitingEvents>,
  { since, until }: TimeWindow,
): Promise<WaitingIndex> {
  const bySink = new Map<SinkName, Map<string, Waiting>>();
  let undecodable = 0;
  for await (const { place, sinks, events, undecodable: count } of waiting) {
    undecodable += count;
    for (const { occurrences = 1, ...event } of events) {
      if (event.timestamp < since || event.timestamp > until) continue;
      const key = keyOf(event);
      for (const sink of sinks) {
        const ofSink = bySink.get(sink) ?? new Map<string, Waiting>();
        bySink.set(sink, ofSink);
        const known = ofSink.get(key);
        ofSink.set(key, {
          place: known && rank(known) > rank({ place }) ? known.place : place,
          occurrences: Math.max(occurrences, known?.occurrences ?? 1),
        });
      }
    }
  }
  return { undecodable, find: (sink, event) => bySink.get(sink)?.get(keyOf(event)) };
}

function rank({ place }: Pick<Waiting, "place">): number {
  return WAITING_PLACES.indexOf(place);
}

/** Without the number of occurrences, which is part of the id at the sinks. */
function keyOf({ id, timestamp, origin, log }: EventHeader): string {
  return eventDigest({ id, timestamp, origin, log, record: {} }).toString("latin1");
}

import { createHash } from "node:crypto";
import {
  parkedPrefix,
  rejectedPrefix,
  type SinkName,
  truncatedPrefix,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import type { ObjectStore } from "../shared/object-store";
import { type FailedEvent, encodeFailedEvents } from "./failed-events-object";
import { eventDigest } from "./sinks/event-digest";

/** Where events go that a sink did not take. Each call is one write, and throws when it was not made. */
export interface FailedEventStore {
  /** Events that will be sent again: the bucket announces them to the sink's replay queue. */
  park(sink: SinkName, failedEvents: readonly FailedEvent[]): Promise<void>;
  /** Events that the sink refused for good, for a person to look at. */
  quarantine(sink: SinkName, failedEvents: readonly FailedEvent[]): Promise<void>;
  /** The whole of events that the sink gets with a part cut out. */
  storeOriginal(sink: SinkName, failedEvents: readonly FailedEvent[]): Promise<void>;
}

/** Holds events in the parking bucket. */
export function createFailedEventStore(store: ObjectStore, now: () => number): FailedEventStore {
  const writeTo =
    (prefixOf: (sink: SinkName) => string) => async (sink: SinkName, events: readonly FailedEvent[]) =>
      store.put(`${prefixOf(sink)}${objectName(events)}`, await encodeFailedEvents(sink, events, now()));
  return {
    park: writeTo(parkedPrefix),
    quarantine: writeTo(rejectedPrefix),
    storeOriginal: writeTo(truncatedPrefix),
  };
}

/** What nobody could read, as it came, with why. It is as secret as the log group that it came from. */
export async function quarantineUndecodable(
  store: ObjectStore,
  body: Uint8Array,
  reason: string,
): Promise<void> {
  const name = createHash("sha256").update(body).digest("hex");
  const content = { reason, base64: Buffer.from(body).toString("base64") };
  await store.put(`${UNDECODABLE_PREFIX}${name}.json`, Buffer.from(JSON.stringify(content)));
}

/** The day of the first event, and a digest of them all: an invocation that is tried again writes the same object. */
function objectName(failedEvents: readonly FailedEvent[]): string {
  const digests = failedEvents.map(({ event }) => eventDigest(event).toString("hex")).sort();
  const first = failedEvents.reduce((earliest, { event }) => Math.min(earliest, event.timestamp), Infinity);
  const digest = createHash("sha256").update(digests.join()).digest("hex");
  return `${new Date(first).toISOString().slice(0, 10)}/${digest}.ndjson.gz`;
}

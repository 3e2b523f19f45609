import { createHash } from "node:crypto";
import {
  parkedPrefix,
  rejectedPrefix,
  type SinkName,
  truncatedPrefix,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import type { ObjectStore } from "../shared/object-store";
import { toBatches } from "./batch";
import { encodeFailedEvents, type FailedEvent, MAX_UNCOMPRESSED_OBJECT_BYTES } from "./failed-events-object";
import { eventDigest } from "./sinks/event-digest";

/**
 * Stores events that a sink did not accept, in one object, or in several if they are larger than `MAX_OBJECT_BYTES`.
 * Each call throws if an object cannot be written.
 */
export interface FailedEventStore {
  /** Stores events for replay: S3 sends an event notification to the sink's replay queue. */
  park(sink: SinkName, failedEvents: readonly FailedEvent[]): Promise<void>;
  /** Stores events that the sink rejected, for an engineer to examine. */
  quarantine(sink: SinkName, failedEvents: readonly FailedEvent[]): Promise<void>;
  /** Stores the originals of events that the sink receives truncated. */
  storeOriginal(sink: SinkName, failedEvents: readonly FailedEvent[]): Promise<void>;
}

/**
 * Maximum size of an object, in bytes before compression. The labels of redaction can make the events of one invocation
 * many times larger than its payload, and larger than an object that the replay can read.
 */
export const MAX_OBJECT_BYTES = MAX_UNCOMPRESSED_OBJECT_BYTES / 8;

/** Stores events in the parking bucket. */
export function createFailedEventStore(store: ObjectStore, now: () => number): FailedEventStore {
  const writeTo =
    (prefixOf: (sink: SinkName) => string) =>
    async (sink: SinkName, failedEvents: readonly FailedEvent[]) => {
      const write = async (events: readonly FailedEvent[]) =>
        store.put(`${prefixOf(sink)}${objectName(events)}`, await encodeFailedEvents(sink, events, now()));
      await Promise.all(split(failedEvents).map(write));
    };
  return {
    park: writeTo(parkedPrefix),
    quarantine: writeTo(rejectedPrefix),
    storeOriginal: writeTo(truncatedPrefix),
  };
}

function split(failedEvents: readonly FailedEvent[]): (readonly FailedEvent[])[] {
  const items = failedEvents.map((failedEvent) => ({
    failedEvent,
    bytes: Buffer.byteLength(JSON.stringify(failedEvent)),
  }));
  const batches = toBatches(items, { maxItems: Infinity, maxBytes: MAX_OBJECT_BYTES });
  return Array.from(batches, (batch) => batch.map(({ failedEvent }) => failedEvent));
}

/** Stores an undecodable payload in its original form, with the reason. It is as confidential as its log group. */
export async function quarantineUndecodable(
  store: ObjectStore,
  body: Uint8Array,
  reason: string,
): Promise<void> {
  const name = createHash("sha256").update(body).digest("hex");
  const content = { reason, base64: Buffer.from(body).toString("base64") };
  await store.put(`${UNDECODABLE_PREFIX}${name}.json`, Buffer.from(JSON.stringify(content)));
}

/** The day of the first event, and a digest of all events, so that a retried invocation writes the same object. */
function objectName(failedEvents: readonly FailedEvent[]): string {
  const digests = failedEvents.map(({ event }) => eventDigest(event).toString("hex")).sort();
  const first = failedEvents.reduce((earliest, { event }) => Math.min(earliest, event.timestamp), Infinity);
  const digest = createHash("sha256").update(digests.join()).digest("hex");
  return `${new Date(first).toISOString().slice(0, 10)}/${digest}.ndjson.gz`;
}

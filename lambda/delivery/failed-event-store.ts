import { createHash } from "node:crypto";
import { PARKED_PREFIX, QUARANTINE_PREFIX, type SinkName } from "../../catalog";
import type { ObjectStore } from "../shared/object-store";
import { type Held, writeHeldObject } from "./failed-events-object";
import { eventDigest } from "./sinks/event-digest";

export type { Held };

/** Where events go that a sink did not take. Each call is one write, and throws when it was not made. */
export interface Holding {
  /** Events that will be sent again: the bucket announces them to the sink's replay queue. */
  park(sink: SinkName, held: readonly Held[]): Promise<void>;
  /** Events that the sink refused for good, for a person to look at. */
  quarantine(sink: SinkName, held: readonly Held[]): Promise<void>;
  /** The whole of events that the sink gets with a part cut out. */
  keepWhole(sink: SinkName, held: readonly Held[]): Promise<void>;
}

/** Holds events in the parking bucket. */
export function createHolding(store: ObjectStore, now: () => number): Holding {
  const writeTo = (folder: (sink: SinkName) => string) => async (sink: SinkName, held: readonly Held[]) =>
    store.put(`${folder(sink)}/${nameOf(held)}`, await writeHeldObject(sink, held, now()));
  return {
    park: writeTo((sink) => `${PARKED_PREFIX}${sink}`),
    quarantine: writeTo((sink) => `${QUARANTINE_PREFIX}${sink}/refused`),
    keepWhole: writeTo((sink) => `${QUARANTINE_PREFIX}${sink}/cut`),
  };
}

/** What nobody could read, as it came, with why. It is as secret as the log group that it came from. */
export async function keepUnreadable(store: ObjectStore, body: Uint8Array, reason: string): Promise<void> {
  const name = createHash("sha256").update(body).digest("hex");
  const kept = { reason, base64: Buffer.from(body).toString("base64") };
  await store.put(`${QUARANTINE_PREFIX}unreadable/${name}.json`, Buffer.from(JSON.stringify(kept)));
}

/** The day of the first event, and a digest of them all: an invocation that is tried again writes the same object. */
function nameOf(held: readonly Held[]): string {
  const digests = held.map(({ event }) => eventDigest(event).toString("hex")).sort();
  const first = held.reduce((earliest, { event }) => Math.min(earliest, event.timestamp), Infinity);
  const digest = createHash("sha256").update(digests.join()).digest("hex");
  return `${new Date(first).toISOString().slice(0, 10)}/${digest}.ndjson.gz`;
}

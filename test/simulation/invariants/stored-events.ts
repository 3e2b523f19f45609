import { gunzipSync } from "node:zlib";
import { PARKED_PREFIX, rejectedPrefix, REMAINDER_PREFIX, SINK_NAMES, type SinkName } from "../../../catalog";
import { isObject, parseObject } from "../../../lambda/shared/json";
import { eventIdOf } from "../world/event-ids";
import type { World } from "../world/world";

/** An event that a sink or the bucket stores. */
export interface StoredEvent {
  readonly id: string;
  /** The number of errors that the event represents. */
  readonly occurrences: number;
  /** Shared by the errors of one storm. */
  readonly groupingKey: string;
}

/** Every stored copy of every event, by sink. */
export interface StoredEvents {
  readonly delivered: Readonly<Record<SinkName, readonly StoredEvent[]>>;
  /** Events that will be replayed; of a partly replayed object, those of its remainder. */
  readonly parked: Readonly<Record<SinkName, readonly StoredEvent[]>>;
  /** Events that the sink rejected. */
  readonly rejected: Readonly<Record<SinkName, readonly StoredEvent[]>>;
}

/** Reads without the functions' own code: a person must be able to read what the functions write. */
export function storedEvents({ intakes, bucket }: World): StoredEvents {
  const inFolders = (folderOf: (sink: SinkName) => string, remainderKey?: (key: string) => string) =>
    bySink((sink) =>
      [...bucket.objects].flatMap(([key, body]) => {
        if (!key.startsWith(folderOf(sink))) return [];
        const remainder = remainderKey && bucket.objects.get(remainderKey(key));
        return readStoredEvents(remainder ?? body);
      }),
    );
  return {
    delivered: bySink((sink) =>
      intakes.stored[sink]().map((stored) =>
        sink === "sentry" ? toStoredError(stored) : toStoredEvent(stored),
      ),
    ),
    parked: inFolders(
      (sink) => `${PARKED_PREFIX}${sink}/`,
      (key) => REMAINDER_PREFIX + key.slice(PARKED_PREFIX.length),
    ),
    rejected: inFolders(rejectedPrefix),
  };
}

function bySink<Value>(valueOf: (sink: SinkName) => Value): Readonly<Record<SinkName, Value>> {
  return Object.fromEntries(SINK_NAMES.map((sink) => [sink, valueOf(sink)])) as Record<SinkName, Value>;
}

function toStoredEvent(document: unknown): StoredEvent {
  return { id: eventIdOf(document) ?? "an event without an id", occurrences: 1, groupingKey: "" };
}

/** An event of Sentry may stand for many errors of one fingerprint. */
function toStoredError(event: unknown): StoredEvent {
  const { fingerprint, tags } = isObject(event) ? event : {};
  const { occurrences } = isObject(tags) ? tags : {};
  const groupingKey = Array.isArray(fingerprint) ? String(fingerprint.at(-1)) : "";
  return { ...toStoredEvent(event), groupingKey, occurrences: Number(occurrences ?? 1) };
}

/** An object does not change, and is looked at after each invocation. */
const readCache = new WeakMap<Uint8Array, readonly StoredEvent[]>();

/** The events of an object; none if it is not an object of events. */
export function readStoredEvents(body: Uint8Array): readonly StoredEvent[] {
  const cached = readCache.get(body);
  if (cached) return cached;
  const stored = linesOf(body).flatMap(({ event }) => {
    if (!isObject(event)) return [];
    const { id, occurrences, record } = event;
    const groupingKey = isObject(record) ? record["event"] : undefined;
    return { id: String(id), occurrences: Number(occurrences ?? 1), groupingKey: String(groupingKey) };
  });
  readCache.set(body, stored);
  return stored;
}

/** The lines of an object; the first is its header. */
export function linesOf(body: Uint8Array) {
  try {
    return gunzipSync(body).toString("utf8").split("\n").map(parseObject);
  } catch {
    return [];
  }
}

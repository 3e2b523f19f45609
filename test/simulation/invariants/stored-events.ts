import { gunzipSync } from "node:zlib";
import { PARKED_PREFIX, QUARANTINE_PREFIX, REST_PREFIX, SINK_NAMES, type SinkName } from "../../../catalog";
import { isObject, parseObject } from "../../../lambda/shared/json";
import { eventIdOf } from "../world/event-ids";
import type { World } from "../world/world";

/** An event that somebody holds, wherever it is. */
export interface HeldEvent {
  readonly id: string;
  /** For how many it stands. */
  readonly occurrences: number;
  /** What it has in common with the errors of its storm. */
  readonly alike: string;
}

/** Where events are, sink by sink: every copy of each. */
export interface Holdings {
  readonly delivered: Readonly<Record<SinkName, readonly HeldEvent[]>>;
  /** What will be replayed: of an object that was replayed in part, its rest. */
  readonly parked: Readonly<Record<SinkName, readonly HeldEvent[]>>;
  /** What the sink refused for good. */
  readonly refused: Readonly<Record<SinkName, readonly HeldEvent[]>>;
}

/** Read without the functions' own code: what they write is what a person must be able to read. */
export function holdingsOf({ intakes, bucket }: World): Holdings {
  const { opensearch, sentry, datadog } = intakes;
  const inFolders = (folderOf: (sink: SinkName) => string, restOf?: (key: string) => string) =>
    bySink((sink) =>
      [...bucket.objects].flatMap(([key, body]) => {
        if (!key.startsWith(folderOf(sink))) return [];
        const rest = restOf && bucket.objects.get(restOf(key));
        return readHeld(rest ?? body);
      }),
    );
  return {
    delivered: {
      opensearch: [...opensearch.documents.values()].map((document) => heldOf(document)),
      datadog: datadog.taken().logs.map((log) => heldOf(log)),
      sentry: sentry.events.map((event) => {
        const { fingerprint, tags } = event;
        const { occurrences } = isObject(tags) ? tags : {};
        const alike = Array.isArray(fingerprint) ? String(fingerprint.at(-1)) : "";
        return { ...heldOf(event), alike, occurrences: Number(occurrences ?? 1) };
      }),
    },
    parked: inFolders(
      (sink) => `${PARKED_PREFIX}${sink}/`,
      (key) => REST_PREFIX + key.slice(PARKED_PREFIX.length),
    ),
    refused: inFolders((sink) => `${QUARANTINE_PREFIX}${sink}/refused/`),
  };
}

function bySink<Value>(valueOf: (sink: SinkName) => Value): Readonly<Record<SinkName, Value>> {
  return Object.fromEntries(SINK_NAMES.map((sink) => [sink, valueOf(sink)])) as Record<SinkName, Value>;
}

function heldOf(document: unknown): HeldEvent {
  return { id: eventIdOf(document) ?? "an event without an id", occurrences: 1, alike: "" };
}

/** An object does not change, and is looked at after each invocation. */
const READ = new WeakMap<Uint8Array, readonly HeldEvent[]>();

/** The events of an object; none for one that is no such object. */
export function readHeld(body: Uint8Array): readonly HeldEvent[] {
  const known = READ.get(body);
  if (known) return known;
  const held = linesOf(body).flatMap(({ event }) => {
    if (!isObject(event)) return [];
    const { id, occurrences, record } = event;
    const alike = isObject(record) ? record["event"] : undefined;
    return { id: String(id), occurrences: Number(occurrences ?? 1), alike: String(alike) };
  });
  READ.set(body, held);
  return held;
}

/** The lines of an object, of which the first says what it is. */
export function linesOf(body: Uint8Array) {
  try {
    return gunzipSync(body).toString("utf8").split("\n").map(parseObject);
  } catch {
    return [];
  }
}

import type { SinkName } from "../../../catalog";
import { FIRST_DELIVERY_MS } from "../../../lambda/delivery/sinks/opensearch/earlier-copies";
import { eventIdOf } from "../world/event-ids";
import type { World } from "../world/world";
import type { WrittenEvent } from "../world/written";
import { wantedBy } from "./expected-events";
import type { Law } from "./invariant";
import { holdingsOf } from "./stored-events";

export const EACH_ONCE: Law = {
  says: "in the end OpenSearch has each event exactly once, Sentry and Datadog have each, but for what they refused",
  inTheEnd(world) {
    const { delivered, refused } = holdingsOf(world);
    const faults = (["opensearch", "datadog"] as const).flatMap((sink) => {
      const there = new Set(delivered[sink].map(({ id }) => id));
      const quarantined = new Set(refused[sink].map(({ id }) => id));
      return wantedBy(sink, world).flatMap(({ id, log }) =>
        there.has(id) || quarantined.has(id) ? [] : `${sink} does not have event ${id} of ${log}`,
      );
    });
    const copies = copiesOf(world)
      .filter(({ isYoung }) => !isYoung)
      .map(({ event: { id, log } }) => `opensearch has event ${id} of ${log} more than once`);
    return [...faults, ...copies, ...strangers(world)];
  },
};

interface Copy {
  readonly event: WrittenEvent;
  readonly isYoung: boolean;
}

/**
 * Documents of OpenSearch beyond the first of an event. A young event is not looked for in older backing indices
 * (see FIRST_DELIVERY_MS); where it comes twice with a rollover in between, both copies stay.
 */
export function copiesOf({ intakes, written }: World): readonly Copy[] {
  const events = new Map(written.flatMap(({ events: each }) => each).map((event) => [event.id, event]));
  const seen = new Set<string>();
  return [...intakes.opensearch.documents.values()].flatMap((document) => {
    const id = eventIdOf(document) ?? "";
    const event = events.get(id);
    const isFirst = !seen.has(id);
    seen.add(id);
    if (!event || isFirst) return [];
    const age = (intakes.createdAt.get(document) ?? Infinity) - event.timestamp;
    return { event, isYoung: age < FIRST_DELIVERY_MS };
  });
}

/** Whether any payload was handed over more than once. */
export function isRepeated({ journal, written }: World): boolean {
  const handed = journal.invocations.flatMap(({ payloads, sinks }) =>
    payloads.map(({ number }) => `${sinks.join()} ${number}`),
  );
  return new Set(handed).size < handed.length || written.some(({ again }) => again);
}

/** What a sink has and should not. */
function strangers(world: World): string[] {
  const { delivered } = holdingsOf(world);
  return (Object.keys(delivered) as SinkName[]).flatMap((sink) => {
    const wanted = new Set(wantedBy(sink, world).map(({ id }) => id));
    return delivered[sink]
      .filter(({ id }) => !wanted.has(id))
      .map(({ id }) => `${sink} has ${id}, which is not for it`);
  });
}

export function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

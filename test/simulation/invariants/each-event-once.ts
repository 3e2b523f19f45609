import { SINK_NAMES, type SinkName } from "../../../catalog";
import { FIRST_DELIVERY_MS } from "../../../lambda/delivery/sinks/opensearch/find-duplicates";
import { faultsOf } from "../plan";
import { eventIdOf } from "../world/event-ids";
import type { GeneratedEvent } from "../world/generate-payloads";
import { START_TIME } from "../world/timeline";
import type { World } from "../world/world";
import { expectedEvents } from "./expected-events";
import type { Invariant } from "./invariant";
import { storedEvents } from "./stored-events";

export const EACH_EVENT_ONCE: Invariant = {
  description:
    "at the end OpenSearch has each event exactly once, and Sentry and Datadog have each event, except rejected ones",
  atEnd(world) {
    const { delivered, rejected } = storedEvents(world);
    const missing = SINK_NAMES.filter((sink) => sink !== "sentry").flatMap((sink) => {
      const deliveredIds = new Set(delivered[sink].map(({ id }) => id));
      const quarantined = new Set(rejected[sink].map(({ id }) => id));
      return expectedEvents(sink, world).flatMap(({ id, log }) =>
        deliveredIds.has(id) || quarantined.has(id) ? [] : `${sink} lacks event ${id} of ${log}`,
      );
    });
    const duplicates = duplicateDocuments(world)
      .filter(({ isWithinFirstDelivery, isLookupRefused }) => !isWithinFirstDelivery && !isLookupRefused)
      .map(({ event: { id, log } }) => `opensearch has event ${id} of ${log} more than once`);
    return [...missing, ...duplicates, ...unexpectedEvents(world)];
  },
};

/** A document can be created some time after the refused search of its request. */
const LATENCY_SECONDS = 1;

interface DuplicateDocument {
  readonly event: GeneratedEvent;
  readonly isWithinFirstDelivery: boolean;
  /** Whether the engine refused to search for duplicates when the document was created. */
  readonly isLookupRefused: boolean;
}

/**
 * Documents of OpenSearch beyond the first of an event. The forwarder does not look for a recent event in older backing
 * indices (see FIRST_DELIVERY_MS), and cannot if the engine refuses the search. If such an event is delivered before and
 * after a rollover, both copies stay.
 */
export function duplicateDocuments({ intakes, payloads, plan }: World): readonly DuplicateDocument[] {
  const refusals = faultsOf(plan, "sink").filter(({ mode }) => mode.kind === "refused-lookups");
  const events = new Map(payloads.flatMap(({ events: each }) => each).map((event) => [event.id, event]));
  const seen = new Set<string>();
  return [...intakes.opensearch.documents.values()].flatMap((document) => {
    const id = eventIdOf(document) ?? "";
    const event = events.get(id);
    const isFirst = !seen.has(id);
    seen.add(id);
    if (!event || isFirst) return [];
    const createdAt = intakes.createdAt.get(document) ?? Infinity;
    const second = (createdAt - START_TIME) / 1_000;
    return {
      event,
      isWithinFirstDelivery: createdAt - event.timestamp < FIRST_DELIVERY_MS,
      isLookupRefused: refusals.some(
        ({ from, until }) => from <= second && second <= until + LATENCY_SECONDS,
      ),
    };
  });
}

/** Whether any payload was delivered more than once. */
export function isRepeated({ trace, payloads: written }: World): boolean {
  const deliveries = trace.invocations.flatMap(({ payloads, sinks }) =>
    payloads.map(({ number }) => `${sinks.join()} ${number}`),
  );
  return new Set(deliveries).size < deliveries.length || written.some(({ isDuplicate }) => isDuplicate);
}

/** Events that a sink has and is not a destination of. */
function unexpectedEvents(world: World): string[] {
  const { delivered } = storedEvents(world);
  return (Object.keys(delivered) as SinkName[]).flatMap((sink) => {
    const expectedIds = new Set(expectedEvents(sink, world).map(({ id }) => id));
    return delivered[sink]
      .filter(({ id }) => !expectedIds.has(id))
      .map(({ id }) => `${sink} has event ${id}, but is not a destination of it`);
  });
}

export function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

import { SINK_NAMES, type SinkName } from "../../../catalog";
import type { World } from "../world/world";
import { countsOf } from "./each-event-once";
import { wantedBy } from "./expected-events";
import type { Law } from "./invariant";
import { type HeldEvent, type Holdings, holdingsOf } from "./stored-events";
import { countAlike } from "./storm-counts";

/**
 * Sentry's errors are counted by storm: one event may stand for many. The count may be too high where an invocation was
 * repeated and chose another event to stand for the rest, but never too low.
 */
export const NOTHING_IS_LOST: Law = {
  says: "every event is at each of its sinks, or parked, or in quarantine, or still Lambda's, at every moment",
  afterEach: (world) => missingFrom(world),
  inTheEnd: (world) => missingFrom(world),
};

function missingFrom(world: World): string[] {
  const holdings = holdingsOf(world);
  return SINK_NAMES.flatMap((sink) => {
    const held = everywhere(sink, holdings);
    const orphans = wantedBy(sink, world).filter(({ isLambdas }) => !isLambdas);
    return sink === "sentry" ? uncounted(orphans, held) : unheld(sink, orphans, held);
  });
}

function everywhere(sink: SinkName, { delivered, parked, refused }: Holdings): readonly HeldEvent[] {
  return [delivered, parked, refused].flatMap((place) => place[sink]);
}

function unheld(
  sink: SinkName,
  events: readonly { id: string; log: string }[],
  held: readonly HeldEvent[],
): string[] {
  const ids = new Set(held.map(({ id }) => id));
  return events.filter(({ id }) => !ids.has(id)).map(({ id, log }) => `${sink} lost event ${id} of ${log}`);
}

/** Errors alike, against the events that stand for them. */
function uncounted(events: readonly { alike: string }[], held: readonly HeldEvent[]): string[] {
  const counted = countAlike(held);
  const written = countsOf(events.map(({ alike }) => alike));
  return [...written].flatMap(([alike, count]) => {
    const found = counted.get(alike) ?? 0;
    return found < count ? `sentry counts ${found} of ${count} errors like ${alike}` : [];
  });
}

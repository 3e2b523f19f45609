import { SINK_NAMES, type SinkName } from "../../lib/catalog";
import type { World } from "../world/world";
import { type HeldEvent, type Holdings, holdingsOf } from "./holdings";
import type { Law } from "./law";
import { wantedBy } from "./wanted";

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

/** Errors alike, against the events that stand for them; copies of one event count once, the largest. */
function uncounted(events: readonly { id: string; alike: string }[], held: readonly HeldEvent[]): string[] {
  const standing = new Map<string, Map<string, number>>();
  for (const { id, alike, occurrences } of held) {
    const group = standing.get(alike) ?? new Map<string, number>();
    standing.set(alike, group.set(id, Math.max(occurrences, group.get(id) ?? 0)));
  }
  const written = new Map<string, number>();
  for (const { alike } of events) written.set(alike, (written.get(alike) ?? 0) + 1);
  return [...written].flatMap(([alike, count]) => {
    const counted = [...(standing.get(alike)?.values() ?? [])].reduce((sum, each) => sum + each, 0);
    return counted < count ? `sentry counts ${counted} of ${count} errors like ${alike}` : [];
  });
}

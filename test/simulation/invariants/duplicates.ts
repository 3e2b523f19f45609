import type { Trouble } from "../plan";
import type { World } from "../world/world";
import { countsOf, isRepeated } from "./each-event-once";
import type { Law } from "./invariant";
import { holdingsOf } from "./stored-events";

/** Datadog knows no event again: what is sent twice is there twice. So it must not be sent twice without need. */
export const DOUBLES_HAVE_A_CAUSE: Law = {
  says: "Datadog has an event twice only where an answer was lost, or an invocation or a replay was repeated",
  inTheEnd(world) {
    if (isRepeated(world) || world.plan.troubles.some(mayDouble)) return [];
    const doubles = doublesOf(world);
    return doubles > 0 ? [`datadog has ${doubles} events more than there are, and no answer was lost`] : [];
  },
};

/** Copies beyond the first. */
export function doublesOf(world: World): number {
  const counts = countsOf(holdingsOf(world).delivered.datadog.map(({ id }) => id));
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** Whether somebody cannot know what was done, or does it twice. */
function mayDouble(trouble: Trouble): boolean {
  switch (trouble.what) {
    case "sink":
      return trouble.sink === "datadog" && ["breaks", "is slow"].includes(trouble.does.kind);
    case "bucket":
      return true;
    case "kill":
    case "hurry":
    case "echo":
      return true;
    case "secret":
    case "queue":
    case "rollover":
    case "stray":
      return false;
  }
}

import type { Fault } from "../plan";
import type { World } from "../world/world";
import { countsOf, isRepeated } from "./each-event-once";
import type { Invariant } from "./invariant";
import { storedEvents } from "./stored-events";

/** Datadog knows no event again: what is sent twice is there twice. So it must not be sent twice without need. */
export const DUPLICATES_HAVE_A_CAUSE: Invariant = {
  description:
    "Datadog has an event twice only where an answer was lost, or an invocation or a replay was repeated",
  atEnd(world) {
    if (isRepeated(world) || world.plan.faults.some(mayCauseDuplicates)) return [];
    const duplicates = duplicateCount(world);
    return duplicates > 0
      ? [`datadog has ${duplicates} events more than there are, and no answer was lost`]
      : [];
  },
};

/** Copies beyond the first. */
export function duplicateCount(world: World): number {
  const counts = countsOf(storedEvents(world).delivered.datadog.map(({ id }) => id));
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** Whether somebody cannot know what was done, or does it twice. */
function mayCauseDuplicates(fault: Fault): boolean {
  switch (fault.kind) {
    case "sink":
      return fault.sink === "datadog" && ["connection-failure", "slow-response"].includes(fault.mode.kind);
    case "bucket":
      return true;
    case "kill":
    case "short-deadline":
    case "duplicate-delivery":
      return true;
    case "secret":
    case "queue":
    case "rollover":
    case "foreign-input":
      return false;
  }
}

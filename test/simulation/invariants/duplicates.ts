import type { Fault } from "../plan";
import type { World } from "../world/world";
import { countsOf, isRepeated } from "./each-event-once";
import type { Invariant } from "./invariant";
import { storedEvents } from "./stored-events";

/**
 * Datadog has no idempotency key: it stores an event twice when it receives it twice. The functions must not send an
 * event twice without a cause.
 */
export const DUPLICATES_HAVE_A_CAUSE: Invariant = {
  description:
    "Datadog has duplicates only after a lost response, a repeated invocation or a repeated replay",
  atEnd(world) {
    if (isRepeated(world) || world.plan.faults.some(mayCauseDuplicates)) return [];
    const duplicates = duplicateCount(world);
    return duplicates > 0 ? [`datadog has ${duplicates} duplicates, and no response was lost`] : [];
  },
};

/** Copies of an event beyond the first. */
export function duplicateCount(world: World): number {
  const counts = countsOf(storedEvents(world).delivered.datadog.map(({ id }) => id));
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** Whether the fault loses a response or repeats work. */
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
    case "mixed-notification":
      return false;
  }
}

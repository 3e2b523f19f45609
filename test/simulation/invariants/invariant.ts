import type { EndedInvocation } from "../world/trace";
import type { World } from "../world/world";

/** A condition that must hold under every fault. */
export interface Invariant {
  /** The condition, as a sentence. */
  readonly description: string;
  /** Violations by the invocation that just ended, or by the simulation state after it. */
  readonly afterInvocation?: (world: World, invocation: EndedInvocation) => readonly string[];
  /** Violations by the final state, when all faults are over and the event loop is empty. */
  readonly atEnd?: (world: World) => readonly string[];
}

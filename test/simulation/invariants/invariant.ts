import type { EndedInvocation } from "../world/trace";
import type { World } from "../world/world";

/** What must be true, whatever goes wrong. */
export interface Invariant {
  /** A sentence that says it. */
  readonly description: string;
  /** How the invocation that is just over broke it, or the world as it is then. */
  readonly afterInvocation?: (world: World, invocation: EndedInvocation) => readonly string[];
  /** How the world broke it, when all troubles are over and everything has come to rest. */
  readonly atEnd?: (world: World) => readonly string[];
}

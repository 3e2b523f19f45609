import type { Ended } from "../world/trace";
import type { World } from "../world/world";

/** What must be true, whatever goes wrong. */
export interface Law {
  /** A sentence that says it. */
  readonly says: string;
  /** How the invocation that is just over broke it, or the world as it is then. */
  readonly afterEach?: (world: World, invocation: Ended) => readonly string[];
  /** How the world broke it, when all troubles are over and everything has come to rest. */
  readonly inTheEnd?: (world: World) => readonly string[];
}

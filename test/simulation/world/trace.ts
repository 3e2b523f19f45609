import type { SinkName } from "../../../catalog";
import type { Invocation } from "../../../lambda/forwarder/report";
import type { Replayed } from "../../../lambda/replay/replay-object";
import type { FunctionKind } from "../plan";
import type { Ending, Lot, Process } from "./process";
import type { WrittenPayload } from "./written";

/** An object that a function gave the bucket, and heard that it was taken. */
export interface Put {
  readonly key: string;
  readonly body: Uint8Array;
}

/** What a replay said of a parked object. */
export interface Replay {
  readonly key: string;
  readonly replayed: Replayed;
}

/** An invocation that is over. */
export interface Ended {
  readonly fn: FunctionKind;
  readonly sinks: readonly SinkName[];
  readonly payloads: readonly WrittenPayload[];
  readonly lot: Lot;
  /** Which process of all that there were. */
  readonly process: Process;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ending: Ending;
  readonly puts: readonly Put[];
  /** Ids of the events in every batch that was sent. */
  readonly sent: readonly string[];
  readonly replays: readonly Replay[];
  /** Absent where it did not come so far. */
  readonly report?: Invocation;
}

/** What happened, as it happened. */
export interface Journal {
  readonly invocations: readonly Ended[];
  /** Sinks that were sent to while they had asked for silence. */
  readonly disturbances: readonly SinkName[];
  /** @returns the number of the invocation that begins, from 1 */
  count(fn: FunctionKind): number;
  ended(invocation: Ended): void;
  disturbed(sink: SinkName): void;
}

/** @param watch is told of each invocation when it is over */
export function createJournal(watch: (invocation: Ended) => void): Journal {
  const counts: Record<FunctionKind, number> = { forwarder: 0, replay: 0 };
  const invocations: Ended[] = [];
  const disturbances: SinkName[] = [];
  return {
    invocations,
    disturbances,
    count: (fn) => (counts[fn] += 1),
    ended(invocation) {
      invocations.push(invocation);
      watch(invocation);
    },
    disturbed(sink) {
      disturbances.push(sink);
    },
  };
}

import type { SinkName } from "../../lib/catalog";
import type { Invocation } from "../../lambda/forwarder/report";
import type { Replayed } from "../../lambda/replay/replay-object";
import type { FunctionKind } from "../plan";
import type { Ending, Lot } from "./process";
import type { WrittenPayload } from "./written";

/** An object that a function gave the bucket, and heard that it was taken. */
export interface Put {
  readonly key: string;
  readonly body: Uint8Array;
}

/** An invocation that is over. */
export interface Ended {
  readonly fn: FunctionKind;
  readonly sinks: readonly SinkName[];
  readonly payloads: readonly WrittenPayload[];
  readonly lot: Lot;
  readonly startedAt: number;
  readonly ending: Ending;
  readonly puts: readonly Put[];
  /** Absent where it did not come so far. */
  readonly report?: Invocation;
}

/** What happened, as it happened. */
export interface Journal {
  readonly invocations: readonly Ended[];
  readonly replays: readonly { readonly key: string; readonly replayed: Replayed }[];
  /** Sinks that were sent to while they had asked for silence. */
  readonly disturbances: readonly SinkName[];
  /** @returns the number of the invocation that begins, from 1 */
  count(fn: FunctionKind): number;
  ended(invocation: Ended): void;
  replayed(key: string, replayed: Replayed): void;
  disturbed(sink: SinkName): void;
}

/** @param watch is told of each invocation when it is over */
export function createJournal(watch: (invocation: Ended) => void): Journal {
  const counts: Record<FunctionKind, number> = { forwarder: 0, replay: 0 };
  const invocations: Ended[] = [];
  const replays: { key: string; replayed: Replayed }[] = [];
  const disturbances: SinkName[] = [];
  return {
    invocations,
    replays,
    disturbances,
    count: (fn) => (counts[fn] += 1),
    ended(invocation) {
      invocations.push(invocation);
      watch(invocation);
    },
    replayed(key, replayed) {
      replays.push({ key, replayed });
    },
    disturbed(sink) {
      disturbances.push(sink);
    },
  };
}

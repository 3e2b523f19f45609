import { PARKED_PREFIX, REST_PREFIX } from "../../catalog";
import { deliverTo } from "../delivery/deliver";
import { createHolding, type Holding, keepUnreadable } from "../delivery/failed-event-store";
import {
  type Held,
  type HeldObject,
  readHeldObject,
  writeHeldObject,
} from "../delivery/failed-events-object";
import type { Ledger } from "../delivery/ledger";
import type { RedactorProvider } from "../delivery/redactor-provider";
import type { SinkProvider } from "../delivery/sink-provider";
import type { Clock } from "../shared/clock";
import type { ObjectStore } from "../shared/object-store";
import { safeErrorName } from "../shared/safe-error-name";

export interface ReplayOptions {
  readonly store: ObjectStore;
  readonly sinkProvider: SinkProvider;
  readonly redactorProvider: RedactorProvider;
  readonly clock: Clock;
  /** When sending must be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** What became of one parked object. */
export type Replayed =
  /** Every event has an outcome, and the object is deleted. */
  | { readonly kind: "settled"; readonly ledger: Ledger }
  /** It was settled before: its announcement came twice. */
  | { readonly kind: "gone" }
  /** Nobody can read it; it is in quarantine, with the reason. */
  | { readonly kind: "poisoned"; readonly reason: string }
  /** Some of it still waits; not before `afterMs` milliseconds, where the sink said so. */
  | { readonly kind: "waits"; readonly ledger: Ledger; readonly afterMs: number }
  /** All of it still waits: the bucket or the sink is not there. With a ledger where something was sent. */
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly afterMs: number;
      readonly ledger?: Ledger;
    };

/**
 * Sends the events of a parked object again. What is left of one that was delivered in part stands beside it, under
 * another prefix that is not announced; so no event is sent again that was delivered, and the object's own message
 * keeps counting the attempts. The object is deleted when nothing of it waits, before its rest: a crash between the two
 * leaves a rest that nobody replays.
 */
export async function replayObject(key: string, options: ReplayOptions): Promise<Replayed> {
  const { store, sinkProvider, redactorProvider, clock, deadline } = options;
  const restKey = REST_PREFIX + key.slice(PARKED_PREFIX.length);
  const whole = await store.get(key);
  const rest = await store.get(restKey);
  if (!whole) {
    if (rest) await store.delete(restKey);
    return { kind: "gone" };
  }
  const object = (rest && readable(rest)) ?? readHeldObject(whole);
  if ("broken" in object) {
    await keepUnreadable(store, whole, `parked object ${key}: ${object.broken}`);
    await remove();
    return { kind: "poisoned", reason: object.broken };
  }
  const { sink: name, held, unreadable } = object;
  const sink = (await sinkProvider()).find((candidate) => candidate.name === name);
  if (!sink) {
    const reason = `it is for ${name}, which this function does not serve; see the environment's configuration`;
    return { kind: "failed", reason, afterMs: UNSERVED_MS };
  }

  if (unreadable.length > 0) {
    const reason = `lines of parked object ${key} that are no events`;
    await keepUnreadable(store, Buffer.from(unreadable.join("\n")), reason);
  }
  // What was parked before a detector was mended is redacted by the one of today.
  const { redactRecord } = await redactorProvider();
  const events = held.map(({ event }) => ({
    ...event,
    record: redactRecord(event.record, event.log).record,
  }));
  const waiting: Held[] = [];
  const holding: Holding = {
    ...createHolding(store, clock.now),
    park: (_, parked) => Promise.resolve(void waiting.push(...parked)),
  };
  const delivered = await deliverTo(sink, events, { clock, deadline, holding, repeated: true });
  const { ledger, undelivered, afterMs } = delivered;
  // What has no outcome waits too: a rest without it would be the end of it.
  waiting.push(...undelivered.map((event) => ({ event, reason: "it has no outcome yet" })));
  if (waiting.length > 0) {
    const isWhole = waiting.length === held.length && unreadable.length === 0;
    try {
      if (!isWhole) await store.put(restKey, await writeHeldObject(name, waiting, clock.now()));
    } catch (error) {
      return {
        kind: "failed",
        reason: `its rest could not be written: ${safeErrorName(error)}`,
        afterMs,
        ledger,
      };
    }
    return { kind: "waits", ledger, afterMs };
  }
  await remove();
  return { kind: "settled", ledger };

  async function remove(): Promise<void> {
    await store.delete(key);
    if (rest) await store.delete(restKey);
  }
}

/** A sink comes back to an environment by a deployment, not within the hour. */
const UNSERVED_MS = 3_600_000;

/** A rest that cannot be read is as if it were not there: the whole object still is. */
function readable(rest: Uint8Array): HeldObject | undefined {
  const object = readHeldObject(rest);
  return "broken" in object ? undefined : object;
}

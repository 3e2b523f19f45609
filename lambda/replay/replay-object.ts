import { PARKED_PREFIX, REMAINDER_PREFIX } from "../../catalog";
import { deliverTo } from "../delivery/deliver";
import {
  createFailedEventStore,
  type FailedEventStore,
  quarantineUndecodable,
} from "../delivery/failed-event-store";
import {
  type FailedEvent,
  type FailedEventsObject,
  decodeFailedEvents,
  encodeFailedEvents,
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
export type ReplayResult =
  /** Every event has an outcome, and the object is deleted. */
  | { readonly kind: "settled"; readonly ledger: Ledger }
  /** It was settled before: its announcement came twice. */
  | { readonly kind: "alreadySettled" }
  /** Nobody can read it; it is in quarantine, with the reason. */
  | { readonly kind: "quarantined"; readonly reason: string }
  /** Some of it still waits; not before `afterMs` milliseconds, where the sink said so. */
  | { readonly kind: "stillParked"; readonly ledger: Ledger; readonly afterMs: number }
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
export async function replayObject(key: string, options: ReplayOptions): Promise<ReplayResult> {
  const { store, sinkProvider, redactorProvider, clock, deadline } = options;
  const remainderKey = REMAINDER_PREFIX + key.slice(PARKED_PREFIX.length);
  const original = await store.get(key);
  const remainder = await store.get(remainderKey);
  if (!original) {
    if (remainder) await store.delete(remainderKey);
    return { kind: "alreadySettled" };
  }
  const object = (remainder && decodeRemainder(remainder)) ?? decodeFailedEvents(original);
  if ("decodeError" in object) {
    await quarantineUndecodable(store, original, `parked object ${key}: ${object.decodeError}`);
    await remove();
    return { kind: "quarantined", reason: object.decodeError };
  }
  const { sink: name, failedEvents, undecodableLines } = object;
  const sink = (await sinkProvider()).find((candidate) => candidate.name === name);
  if (!sink) {
    const reason = `it is for ${name}, which this function does not serve; see the environment's configuration`;
    return { kind: "failed", reason, afterMs: UNKNOWN_SINK_DELAY_MS };
  }

  if (undecodableLines.length > 0) {
    const reason = `lines of parked object ${key} that are no events`;
    await quarantineUndecodable(store, Buffer.from(undecodableLines.join("\n")), reason);
  }
  // What was parked before a detector was mended is redacted by the one of today.
  const { redactRecord } = await redactorProvider();
  const events = failedEvents.map(({ event }) => ({
    ...event,
    record: redactRecord(event.record, event.log).record,
  }));
  const stillParked: FailedEvent[] = [];
  const failedEventStore: FailedEventStore = {
    ...createFailedEventStore(store, clock.now),
    park: (_, parked) => Promise.resolve(void stillParked.push(...parked)),
  };
  const delivered = await deliverTo(sink, events, {
    clock,
    deadline,
    failedEventStore,
    mayBeDuplicate: true,
  });
  const { ledger, unsettled, afterMs } = delivered;
  // What has no outcome waits too: a rest without it would be the end of it.
  stillParked.push(...unsettled.map((event) => ({ event, reason: "it has no outcome yet" })));
  if (stillParked.length > 0) {
    const isUnchanged = stillParked.length === failedEvents.length && undecodableLines.length === 0;
    try {
      if (!isUnchanged)
        await store.put(remainderKey, await encodeFailedEvents(name, stillParked, clock.now()));
    } catch (error) {
      return {
        kind: "failed",
        reason: `its rest could not be written: ${safeErrorName(error)}`,
        afterMs,
        ledger,
      };
    }
    return { kind: "stillParked", ledger, afterMs };
  }
  await remove();
  return { kind: "settled", ledger };

  async function remove(): Promise<void> {
    await store.delete(key);
    if (remainder) await store.delete(remainderKey);
  }
}

/** A sink comes back to an environment by a deployment, not within the hour. */
const UNKNOWN_SINK_DELAY_MS = 3_600_000;

/** A rest that cannot be read is as if it were not there: the whole object still is. */
function decodeRemainder(remainder: Uint8Array): FailedEventsObject | undefined {
  const object = decodeFailedEvents(remainder);
  return "decodeError" in object ? undefined : object;
}

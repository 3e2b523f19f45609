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
import { redactAgain } from "./redact-again";

export interface ReplayOptions {
  readonly store: ObjectStore;
  readonly sinkProvider: SinkProvider;
  readonly redactorProvider: RedactorProvider;
  readonly clock: Clock;
  /** The deadline for sending, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** What became of the events of a parked object that were sent. */
export interface SentEvents {
  readonly ledger: Ledger;
  /** Number of events that were sent as they were parked, because their second redaction failed. */
  readonly redactionFailures: number;
  /** Number of lines without an event, which were quarantined. */
  readonly undecodableLines: number;
}

/** The result of replaying one parked object, or of a message or record that names none. */
export type ReplayResult =
  /** Every event has an outcome, and the object is deleted. */
  | ({ readonly kind: "settled" } & SentEvents)
  /** An earlier replay settled it; S3 sent the event notification twice. */
  | { readonly kind: "alreadySettled" }
  /** The object, message or record is undecodable and was quarantined with the reason. */
  | { readonly kind: "quarantined"; readonly reason: string }
  /** Some or all events are still parked; retry after `afterMs` milliseconds, if the sink specified a wait. */
  | ({ readonly kind: "stillParked"; readonly afterMs: number } & SentEvents)
  /** Nothing in the bucket has changed: the bucket or the sink was not available. Has the ledger if events were sent. */
  | ({ readonly kind: "failed"; readonly reason: string; readonly afterMs: number } & (
      SentEvents | { readonly ledger?: never }
    ));

/**
 * Delivers the events of a parked object. After a partial delivery, stores the remaining events as the remainder, under
 * a prefix without event notifications. So delivered events are not sent again, and the receive count of the object's
 * message continues. When no event remains, deletes first the object, then its remainder: a remainder left by a crash
 * in between is not replayed.
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
    const reason = `this function does not serve its sink ${name}; check the environment's configuration`;
    return { kind: "failed", reason, afterMs: UNKNOWN_SINK_DELAY_MS };
  }

  if (undecodableLines.length > 0) {
    const reason = `undecodable lines of parked object ${key}`;
    await quarantineUndecodable(store, Buffer.from(undecodableLines.join("\n")), reason);
  }
  const { events, failures: redactionFailures } = redactAgain(failedEvents, await redactorProvider());
  let parked: readonly FailedEvent[] = [];
  const failedEventStore: FailedEventStore = {
    ...createFailedEventStore(store, clock.now),
    park: (_, failed) => Promise.resolve(void (parked = failed)),
  };
  const delivered = await deliverTo(sink, events, {
    clock,
    deadline,
    failedEventStore,
    mayBeDuplicate: true,
  });
  const { ledger, unsettled, afterMs } = delivered;
  const sent: SentEvents = { ledger, redactionFailures, undecodableLines: undecodableLines.length };
  // Unsettled events must be in the remainder too; otherwise they would be lost.
  const stillParked = [...parked, ...unsettled.map((event) => ({ event, reason: "no outcome yet" }))];
  if (stillParked.length > 0) {
    const isUnchanged = stillParked.length === failedEvents.length && undecodableLines.length === 0;
    try {
      if (!isUnchanged)
        await store.put(remainderKey, await encodeFailedEvents(name, stillParked, clock.now()));
    } catch (error) {
      return {
        kind: "failed",
        reason: `the remainder could not be stored: ${safeErrorName(error)}`,
        afterMs,
        ...sent,
      };
    }
    return { kind: "stillParked", afterMs, ...sent };
  }
  await remove();
  return { kind: "settled", ...sent };

  async function remove(): Promise<void> {
    await store.delete(key);
    if (remainder) await store.delete(remainderKey);
  }
}

/** A sink is added to an environment by a deployment, which is rarely within the hour. */
const UNKNOWN_SINK_DELAY_MS = 3_600_000;

/** An undecodable remainder is ignored: the original object still contains all events. */
function decodeRemainder(remainder: Uint8Array): FailedEventsObject | undefined {
  const object = decodeFailedEvents(remainder);
  return "decodeError" in object ? undefined : object;
}

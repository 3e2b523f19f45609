import { PARKED_PREFIX, REMAINDER_PREFIX } from "../../../catalog";
import type { EndedInvocation } from "../world/trace";
import { countsOf } from "./each-event-once";
import type { Invariant } from "./invariant";
import { readStoredEvents } from "./stored-events";

/** Two concurrent replays of one object, as after a duplicated S3 event notification, do not coordinate. */
export const PARTIAL_REPLAYS_SEND_THE_REMAINDER: Invariant = {
  description: "an event that a partial replay delivered is not sent again",
  atEnd({ queue, trace }) {
    const counts = countsOf(queue.notifiedKeys);
    return eventsSentAgain(trace.invocations, (key) => counts.get(key) === 1);
  },
};

function eventsSentAgain(
  invocations: readonly EndedInvocation[],
  isNotifiedOnce: (key: string) => boolean,
): string[] {
  const remainders = new Map<string, ReadonlySet<string>>();
  return invocations.flatMap(({ fn, replays, sentEventIds, puts }) => {
    if (fn !== "replay") return [];
    const again = replays.flatMap(({ key }) => {
      const remainder = remainders.get(remainderKey(key));
      return sentEventIds
        .filter((id) => isNotifiedOnce(key) && remainder && !remainder.has(id))
        .map((id) => `${id} of ${key} was sent again`);
    });
    for (const { key, body } of puts)
      remainders.set(key, new Set(readStoredEvents(body).map(({ id }) => id)));
    for (const { key, replayed } of replays)
      if (replayed.kind === "settled") remainders.delete(remainderKey(key));
    return again;
  });
}

const remainderKey = (key: string) => REMAINDER_PREFIX + key.slice(PARKED_PREFIX.length);

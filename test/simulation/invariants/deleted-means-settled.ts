import { PARKED_PREFIX, REST_PREFIX } from "../../../catalog";
import type { Ended } from "../world/trace";
import { countsOf } from "./each-event-once";
import type { Law } from "./invariant";
import { readHeld } from "./stored-events";

/** Two replays of one object at a time, as after a doubled announcement, do not know of each other. */
export const DONE_IS_DONE: Law = {
  says: "what was delivered of an object that was replayed in part is not sent again",
  inTheEnd({ queue, journal }) {
    const counts = countsOf(queue.announced);
    return sentAgain(journal.invocations, (key) => counts.get(key) === 1);
  },
};

function sentAgain(invocations: readonly Ended[], isAlone: (key: string) => boolean): string[] {
  const rests = new Map<string, ReadonlySet<string>>();
  return invocations.flatMap(({ fn, replays, sent, puts }) => {
    if (fn !== "replay") return [];
    const again = replays.flatMap(({ key }) => {
      const rest = rests.get(restOf(key));
      return sent
        .filter((id) => isAlone(key) && rest && !rest.has(id))
        .map((id) => `${id} of ${key} was sent again`);
    });
    for (const { key, body } of puts) rests.set(key, new Set(readHeld(body).map(({ id }) => id)));
    for (const { key, replayed } of replays) if (replayed.kind === "settled") rests.delete(restOf(key));
    return again;
  });
}

const restOf = (key: string) => REST_PREFIX + key.slice(PARKED_PREFIX.length);

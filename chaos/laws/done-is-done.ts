import { PARKED_PREFIX, REST_PREFIX } from "../../lib/catalog";
import { troublesOf } from "../plan";
import type { Ended } from "../world/journal";
import type { World } from "../world/world";
import { readHeld } from "./holdings";
import type { Law } from "./law";

/** Two replays of one object at a time, as after a doubled announcement, cannot know of each other. */
export const DONE_IS_DONE: Law = {
  says: "what was delivered of an object that was replayed in part is not sent again",
  inTheEnd: ({ plan, journal }) =>
    troublesOf(plan, "echo").length > 0 ? [] : sentAgain(journal.invocations),
};

function sentAgain(invocations: World["journal"]["invocations"]): string[] {
  const rests = new Map<string, ReadonlySet<string>>();
  return invocations.flatMap(({ fn, replays, sent, puts }: Ended) => {
    if (fn !== "replay") return [];
    const again = replays.flatMap(({ key }) => {
      const rest = rests.get(restOf(key));
      return sent.filter((id) => rest && !rest.has(id)).map((id) => `${id} of ${key} was sent again`);
    });
    for (const { key, body } of puts) rests.set(key, new Set(readHeld(body).map(({ id }) => id)));
    for (const { key, replayed } of replays) if (replayed.kind === "settled") rests.delete(restOf(key));
    return again;
  });
}

const restOf = (key: string) => REST_PREFIX + key.slice(PARKED_PREFIX.length);

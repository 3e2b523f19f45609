import type { WaitingEvents } from "../../../ops/parking/waiting-events";
import { indexWaitingEvents } from "../../../ops/reconcile/waiting-index";
import { logEvents } from "../../fixtures/delivery/log-events";

const EVENTS = logEvents(3);
const [first, second, third] = EVENTS as [(typeof EVENTS)[0], (typeof EVENTS)[0], (typeof EVENTS)[0]];
const ALL = { since: first.timestamp, until: third.timestamp };

function waiting(overrides: Partial<WaitingEvents> = {}): WaitingEvents {
  return { place: "parked", sinks: ["sentry"], events: [first], undecodable: 0, ...overrides };
}

async function index(...objects: readonly WaitingEvents[]) {
  return indexWaitingEvents(
    (async function* () {
      yield* await Promise.resolve(objects);
    })(),
    ALL,
  );
}

test("an event is found for the sinks that may lack it, by what identifies it", async () => {
  const { find } = await index(waiting({ sinks: ["sentry", "datadog"] }));
  const parked = { place: "parked", occurrences: 1 };
  expect(find("sentry", { ...first })).toEqual(parked);
  expect(find("datadog", first)).toEqual(parked);
  expect(find("opensearch", first)).toBeUndefined();
  expect(find("sentry", second)).toBeUndefined();
  expect(find("sentry", { ...first, origin: { ...first.origin, logStream: "another" } })).toBeUndefined();
});

test("an event that represents others is found with their number", async () => {
  const { find } = await index(waiting({ events: [{ ...first, occurrences: 7 }] }));
  expect(find("sentry", first)).toEqual({ place: "parked", occurrences: 7 });
});

test("an event in several places is where a person has to act", async () => {
  const places = [waiting({ place: "deadLettered" }), waiting(), waiting({ place: "quarantined" })];
  expect((await index(...places)).find("sentry", first)?.place).toBe("deadLettered");
});

test("events outside the time window are left out, and undecodable input is counted", async () => {
  const early = { ...second, timestamp: first.timestamp - 1 };
  const { find, undecodable } = await index(
    waiting({ events: [early] }),
    waiting({ events: [], undecodable: 2 }),
  );
  expect(find("sentry", early)).toBeUndefined();
  expect(undecodable).toBe(2);
});

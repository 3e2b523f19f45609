import * as fc from "fast-check";
import { SINK_NAMES } from "../../../catalog";
import { deliver, type DeliveryOptions } from "../../../lambda/delivery/deliver";
import { createFailedEventStore } from "../../../lambda/delivery/failed-event-store";
import { decodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import { OUTCOMES } from "../../../lambda/delivery/ledger";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { logEvents } from "../../fixtures/delivery/log-events";
import { type MemoryStore, memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";

let store: MemoryStore;
beforeEach(() => {
  store = memoryStore();
});

function optionsFor(more: Partial<DeliveryOptions> = {}): DeliveryOptions {
  const clock = virtualClock();
  return { clock, deadline: 60_000, failedEventStore: createFailedEventStore(store, clock.now), ...more };
}

/** Delivers to one sink. */
async function deliverTo(sink: Sink, events: readonly LogEvent[], more?: Partial<DeliveryOptions>) {
  const [delivered] = await deliver(events, [sink], optionsFor(more));
  if (!delivered) throw new Error("deliver returned no ledger for the sink");
  return delivered;
}

/** Ids and reasons of the events in the objects under a prefix. */
function storedUnder(prefix: string): (readonly [string, string])[] {
  return [...store.objects].flatMap(([key, body]) => {
    const object = decodeFailedEvents(body);
    if (!key.startsWith(prefix) || "decodeError" in object) return [];
    return object.failedEvents.map(({ event, reason }) => [event.id, reason] as const);
  });
}

const RETRY: Verdict = { kind: "retry", afterMs: 60_000, reason: "429" };

test("events that do not match a sink are filtered", async () => {
  const sink = scriptedSink({ matches: ({ id }) => id === "event-1" });
  const { ledger } = await deliverTo(sink, logEvents(3));
  expect(ledger).toMatchObject({ received: 3, delivered: 1, filtered: 2, unsettled: 0 });
  expect(sink.requests).toEqual([["event-1"]]);
});

test("events that do not pass the sampling of their log are sampled", async () => {
  const { ledger } = await deliverTo(scriptedSink(), logEvents(3), {
    passesSampling: ({ id }) => id === "event-1",
  });
  expect(ledger).toMatchObject({ received: 3, delivered: 1, sampled: 2, unsettled: 0 });
});

test("events that aggregation replaces by another are sampled", async () => {
  const sink = scriptedSink({
    aggregate: ([first, ...sampled]) => ({ kept: first ? [{ ...first, occurrences: 3 }] : [], sampled }),
  });
  const { ledger } = await deliverTo(sink, logEvents(3));
  expect(ledger).toMatchObject({ received: 3, delivered: 1, sampled: 2, unsettled: 0 });
});

test("an event that aggregation drops is unsettled", async () => {
  const { ledger } = await deliverTo(
    scriptedSink({ aggregate: () => ({ kept: [], sampled: [] }) }),
    logEvents(1),
  );
  expect(ledger).toMatchObject({ received: 1, unsettled: 1 });
});

test("events that a sink throttles are parked in one object with their reason", async () => {
  const { ledger, afterMs } = await deliverTo(scriptedSink({ answer: () => RETRY }), logEvents(2));
  expect(ledger).toMatchObject({
    ...{ parked: 2, unsettled: 0 },
    reasons: [{ state: "parked", reason: "429", events: 2 }],
  });
  expect(afterMs).toBe(60_000);
  expect(storedUnder("parked/datadog/")).toEqual([
    ["event-0", "429"],
    ["event-1", "429"],
  ]);
  expect(store.objects.size).toBe(1);
});

test("the pause of a delivery is the longest that the sink asked for, and 0 if it accepted every event", async () => {
  const answer = ({ event }: Item): Verdict =>
    event.id === "event-0"
      ? { kind: "delivered" }
      : { ...RETRY, afterMs: event.id === "event-1" ? 90_000 : 60_000 };
  const sink = scriptedSink({ answer, limits: { maxItems: 1, maxBytes: 1_000 } });
  await expect(deliverTo(sink, logEvents(3))).resolves.toMatchObject({ afterMs: 90_000 });
  await expect(deliverTo(scriptedSink(), logEvents(1))).resolves.toMatchObject({ afterMs: 0 });
});

test("an event that a sink rejects is quarantined with its reason", async () => {
  const sink = scriptedSink({
    answer: ({ event }) =>
      event.id === "event-0" ? { kind: "reject", reason: "400" } : { kind: "delivered" },
  });
  const { ledger } = await deliverTo(sink, logEvents(2));
  expect(ledger).toMatchObject({
    ...{ delivered: 1, rejected: 1 },
    reasons: [{ state: "rejected", reason: "400", events: 1 }],
  });
  expect(storedUnder("quarantine/datadog/rejected/")).toEqual([["event-0", "400"]]);
});

test("an event that cannot be encoded is quarantined, and the other events are delivered", async () => {
  const sink = scriptedSink({
    encode({ id }) {
      if (id === "event-1") throw new RangeError("the text of the log");
      return { body: id, truncated: false };
    },
  });
  const { ledger } = await deliverTo(sink, logEvents(3));
  expect(ledger).toMatchObject({ delivered: 2, rejected: 1 });
  expect(storedUnder("quarantine/")).toEqual([["event-1", "encoding failed: RangeError"]]);
});

test("the original of a truncated event is stored before the event is sent", async () => {
  const { ledger } = await deliverTo(
    scriptedSink({ encode: ({ id }) => ({ body: id, truncated: id === "event-0" }) }),
    logEvents(2),
  );
  expect(ledger).toMatchObject({ delivered: 2 });
  expect(storedUnder("quarantine/datadog/truncated/")).toEqual([
    ["event-0", "too long for datadog, which receives it truncated"],
  ]);
});

test("an event is not sent if its original cannot be stored", async () => {
  store.failNext("put");
  const sink = scriptedSink({ encode: ({ id }) => ({ body: id, truncated: id === "event-0" }) });
  const { ledger, unsettled } = await deliverTo(sink, logEvents(2));
  expect(ledger).toMatchObject({
    ...{ delivered: 1, unsettled: 1 },
    reasons: [{ state: "unsettled", reason: "the original could not be stored: SlowDown", events: 1 }],
  });
  expect(unsettled.map(({ id }) => id)).toEqual(["event-0"]);
  expect(sink.requests).toEqual([["event-1"]]);
});

test.each([
  ["is parked whole if storing its original could use the time for parking", 4_999, ["event-0"]],
  ["is sent if there is time to store its original", 5_000, []],
])("a truncated event %s", async (_, deadline, parked) => {
  const sink = scriptedSink({ encode: ({ id }) => ({ body: id, truncated: id === "event-0" }) });
  const { ledger } = await deliverTo(sink, logEvents(2), { deadline });
  expect(ledger).toMatchObject({ delivered: 2 - parked.length, parked: parked.length, unsettled: 0 });
  expect(storedUnder("parked/").map(([id]) => id)).toEqual(parked);
  expect(storedUnder("quarantine/").map(([id]) => id)).toEqual(parked.length > 0 ? [] : ["event-0"]);
});

test.each<[string, Verdict, string]>([
  ["parked", RETRY, "429; parking failed: SlowDown"],
  ["quarantined", { kind: "reject", reason: "400" }, "400; quarantine failed: SlowDown"],
])("events that cannot be %s are unsettled", async (_, verdict, reason) => {
  store.failNext("put");
  const { ledger, unsettled } = await deliverTo(scriptedSink({ answer: () => verdict }), logEvents(2));
  expect(ledger).toMatchObject({
    ...{ parked: 0, rejected: 0, unsettled: 2 },
    reasons: [{ state: "unsettled", reason, events: 2 }],
  });
  expect(unsettled).toHaveLength(2);
});

test("a failing sink does not affect the other sinks", async () => {
  const failing = scriptedSink({ name: "sentry", answer: () => RETRY });
  const results = await deliver(logEvents(2), [failing, scriptedSink()], optionsFor());
  expect(results.map(({ ledger }) => ledger)).toMatchObject([
    { sink: "sentry", parked: 2 },
    { sink: "datadog", delivered: 2 },
  ]);
});

test("events are unsettled when a sink's match function throws", async () => {
  const sink = scriptedSink({
    matches() {
      throw new TypeError("the text of the log");
    },
  });
  const { ledger } = await deliverTo(sink, logEvents(1));
  expect(ledger).toMatchObject({
    ...{ received: 1, unsettled: 1 },
    reasons: [{ reason: "selecting events failed: TypeError" }],
  });
});

test("nothing is stored if every event is delivered whole", async () => {
  const stored = jest.fn(() => Promise.resolve());
  const failedEventStore = { park: stored, quarantine: stored, storeOriginal: stored };
  await deliverTo(scriptedSink(), logEvents(2), { failedEventStore });
  expect(stored).not.toHaveBeenCalled();
});

test("an empty list of events makes no request and no object, and the ledger balances", async () => {
  const sink = scriptedSink();
  const { ledger } = await deliverTo(sink, []);
  expect(ledger).toMatchObject({ received: 0, unsettled: 0 });
  expect({ requests: sink.requests, objects: store.objects.size }).toEqual({ requests: [], objects: 0 });
});

test("the ledger balances and matches the stored objects, whatever the sinks and the bucket do", async () => {
  const verdict = fc.constantFrom<Verdict>(
    { kind: "delivered" },
    { kind: "split", reason: "413" },
    { kind: "retry", afterMs: 0, reason: "later" },
    { kind: "park", reason: "403" },
    { kind: "reject", reason: "never" },
  );
  const behaviour = fc.record({
    verdicts: fc.infiniteStream(verdict),
    isMatch: fc.infiniteStream(fc.boolean()),
    encodes: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    failedPuts: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(30),
      fc.array(behaviour, { minLength: 1, maxLength: 3 }),
      async (count, behaviours) => {
        store = memoryStore();
        const sinks = behaviours.map(({ verdicts, isMatch, encodes, failedPuts }, index) => {
          store.failNext(...Array.from({ length: failedPuts }, () => "put" as const));
          return scriptedSink({
            name: SINK_NAMES[index] ?? "datadog",
            limits: { maxItems: 3, maxBytes: 200 },
            matches: () => next(isMatch),
            answer: () => next(verdicts),
            encode({ id }) {
              const drawn = next(encodes);
              if (drawn === 0) throw new Error("cannot");
              return { body: id, truncated: drawn === 1 };
            },
          });
        });
        for (const { ledger, unsettled } of await deliver(logEvents(count), sinks, optionsFor())) {
          const settled = OUTCOMES.reduce((sum, outcome) => sum + ledger[outcome], 0);
          expect({ received: ledger.received, sum: settled + unsettled.length }).toEqual({
            received: count,
            sum: count,
          });
          expect(storedUnder(`parked/${ledger.sink}/`)).toHaveLength(ledger.parked);
          expect(storedUnder(`quarantine/${ledger.sink}/rejected/`)).toHaveLength(ledger.rejected);
          const withReason = ledger.reasons.reduce((sum, { events }) => sum + events, 0);
          expect(withReason).toBe(ledger.parked + ledger.rejected + ledger.unsettled);
          expect(JSON.stringify(ledger)).not.toMatch(/forgotten|made-up-text/);
        }
      },
    ),
  );
});

function next<Value>(stream: fc.Stream<Value>): Value {
  const result: IteratorResult<Value, undefined> = stream.next();
  if (result.done) throw new Error("the stream ended");
  return result.value;
}

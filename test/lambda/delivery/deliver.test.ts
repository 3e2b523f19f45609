import * as fc from "fast-check";
import { SINK_NAMES } from "../../../catalog";
import { deliver, type DeliveryOptions } from "../../../lambda/delivery/deliver";
import { createFailedEventStore } from "../../../lambda/delivery/failed-event-store";
import { decodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import { OUTCOMES } from "../../../lambda/delivery/ledger";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import type { Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
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

/** Of one sink. */
async function deliverTo(sink: Sink, events: readonly LogEvent[], more?: Partial<DeliveryOptions>) {
  const [delivered] = await deliver(events, [sink], optionsFor(more));
  if (!delivered) throw new Error("no ledger of the one sink");
  return delivered;
}

/** Ids of the events in the objects under a prefix, with their reasons. */
function storedUnder(prefix: string): (readonly [string, string])[] {
  return [...store.objects].flatMap(([key, body]) => {
    const object = decodeFailedEvents(body);
    if (!key.startsWith(prefix) || "decodeError" in object) return [];
    return object.failedEvents.map(({ event, reason }) => [event.id, reason] as const);
  });
}

const RETRY: Verdict = { kind: "retry", afterMs: 60_000, reason: "429" };

test("events that a sink is not for are filtered", async () => {
  const sink = scriptedSink({ matches: ({ id }) => id === "event-1" });
  const { ledger } = await deliverTo(sink, logEvents(3));
  expect(ledger).toMatchObject({ received: 3, delivered: 1, filtered: 2, unsettled: 0 });
  expect(sink.requests).toEqual([["event-1"]]);
});

test("events that the log's rate does not keep are sampled", async () => {
  const { ledger } = await deliverTo(scriptedSink(), logEvents(3), {
    passesSampling: ({ id }) => id === "event-1",
  });
  expect(ledger).toMatchObject({ received: 3, delivered: 1, sampled: 2, unsettled: 0 });
});

test("a sink sends fewer events for as many, and the others are sampled", async () => {
  const sink = scriptedSink({
    aggregate: ([first, ...sampled]) => ({ kept: first ? [{ ...first, occurrences: 3 }] : [], sampled }),
  });
  const { ledger } = await deliverTo(sink, logEvents(3));
  expect(ledger).toMatchObject({ received: 3, delivered: 1, sampled: 2, unsettled: 0 });
});

test("an event that condensing forgets is undelivered", async () => {
  const { ledger } = await deliverTo(
    scriptedSink({ aggregate: () => ({ kept: [], sampled: [] }) }),
    logEvents(1),
  );
  expect(ledger).toMatchObject({ received: 1, unsettled: 1 });
});

test("what a sink cannot take now is parked in one object, with its reason", async () => {
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

test("what a sink will never take is in quarantine, with its reason", async () => {
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

test("an event that cannot be encoded is in quarantine, and the rest delivered", async () => {
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

test("the whole of an event that is cut for a sink is kept before it is sent", async () => {
  const { ledger } = await deliverTo(
    scriptedSink({ encode: ({ id }) => ({ body: id, truncated: id === "event-0" }) }),
    logEvents(2),
  );
  expect(ledger).toMatchObject({ delivered: 2 });
  expect(storedUnder("quarantine/datadog/truncated/")).toEqual([
    ["event-0", "too long for datadog, which receives it truncated"],
  ]);
});

test("an event whose whole cannot be kept is not sent", async () => {
  store.failNext("put");
  const sink = scriptedSink({ encode: ({ id }) => ({ body: id, truncated: id === "event-0" }) });
  const { ledger, unsettled } = await deliverTo(sink, logEvents(2));
  expect(ledger).toMatchObject({ delivered: 1, unsettled: 1 });
  expect(unsettled.map(({ id }) => id)).toEqual(["event-0"]);
  expect(sink.requests).toEqual([["event-1"]]);
});

test.each<[string, Verdict, string]>([
  ["parked", RETRY, "429; parking failed: SlowDown"],
  ["put into quarantine", { kind: "reject", reason: "400" }, "400; quarantine failed: SlowDown"],
])("events that cannot be %s are undelivered", async (_, verdict, reason) => {
  store.failNext("put");
  const { ledger, unsettled } = await deliverTo(scriptedSink({ answer: () => verdict }), logEvents(2));
  expect(ledger).toMatchObject({
    ...{ parked: 0, rejected: 0, unsettled: 2 },
    reasons: [{ state: "unsettled", reason, events: 2 }],
  });
  expect(unsettled).toHaveLength(2);
});

test("a sink that fails takes nothing from another", async () => {
  const failing = scriptedSink({ name: "sentry", answer: () => RETRY });
  const results = await deliver(logEvents(2), [failing, scriptedSink()], optionsFor());
  expect(results.map(({ ledger }) => ledger)).toMatchObject([
    { sink: "sentry", parked: 2 },
    { sink: "datadog", delivered: 2 },
  ]);
});

test("events that a sink cannot judge are undelivered", async () => {
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

test("no events make no request and no object, and the ledger balances", async () => {
  const sink = scriptedSink();
  const { ledger } = await deliverTo(sink, []);
  expect(ledger).toMatchObject({ received: 0, unsettled: 0 });
  expect({ requests: sink.requests, objects: store.objects.size }).toEqual({ requests: [], objects: 0 });
});

test("whatever sinks and the bucket do, every event is accounted for, and held where it says so", async () => {
  const verdict = fc.constantFrom<Verdict>(
    { kind: "delivered" },
    { kind: "split", reason: "413" },
    { kind: "retry", afterMs: 0, reason: "later" },
    { kind: "park", reason: "403" },
    { kind: "reject", reason: "never" },
  );
  const behaviour = fc.record({
    verdicts: fc.infiniteStream(verdict),
    wanted: fc.infiniteStream(fc.boolean()),
    encodes: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    brokenPuts: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(30),
      fc.array(behaviour, { minLength: 1, maxLength: 3 }),
      async (count, behaviours) => {
        store = memoryStore();
        const sinks = behaviours.map(({ verdicts, wanted, encodes, brokenPuts }, index) => {
          store.failNext(...Array.from({ length: brokenPuts }, () => "put" as const));
          return scriptedSink({
            name: SINK_NAMES[index] ?? "datadog",
            limits: { maxItems: 3, maxBytes: 200 },
            matches: () => next(wanted),
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

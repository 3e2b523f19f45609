import { setTimeout as wait } from "node:timers/promises";
import * as fc from "fast-check";
import { deliver, SEND_CONCURRENCY } from "../../../lambda/forwarder/delivery";
import { type Ledger, OUTCOMES } from "../../../lambda/forwarder/ledger";
import type { Sink, Verdict } from "../../../lambda/forwarder/sinks/sink";
import { logEvents } from "../../fixtures/forwarder/log-events";
import { type Answer, scriptedSink } from "../../fixtures/forwarder/scripted-sink";

test("events go out in batches within the sink's limits, in order", async () => {
  const sink = scriptedSink({ limits: { maxItems: 2, maxBytes: 1_000 } });
  await expect(deliver(logEvents(5), [sink])).resolves.toMatchObject([{ received: 5, delivered: 5 }]);
  expect(sink.requests).toEqual([["event-0", "event-1"], ["event-2", "event-3"], ["event-4"]]);
});

test("events that a sink is not for are filtered", async () => {
  const sink = scriptedSink({ wants: ({ id }) => id === "event-1" });
  await expect(deliver(logEvents(3), [sink])).resolves.toMatchObject([
    { received: 3, delivered: 1, filtered: 2 },
  ]);
  expect(sink.requests).toEqual([["event-1"]]);
});

test("no events make no request, and the ledger balances", async () => {
  const sink = scriptedSink();
  await expect(deliver([], [sink])).resolves.toMatchObject([{ received: 0, undelivered: 0 }]);
  expect(sink.requests).toEqual([]);
});

test("what a sink cannot take now is undelivered for its reason", async () => {
  const sink = scriptedSink({
    answer: () => ({ kind: "park", afterMs: 1_000, reason: "503 from the intake" }),
  });
  await expect(deliver(logEvents(2), [sink])).resolves.toMatchObject([
    { undelivered: 2, reasons: [{ of: "undelivered", reason: "503 from the intake", events: 2 }] },
  ]);
});

test("what a sink will never take is rejected for its reason", async () => {
  const sink = scriptedSink({
    answer: ({ event }) =>
      event.id === "event-0" ? { kind: "reject", reason: "400" } : { kind: "delivered" },
  });
  await expect(deliver(logEvents(2), [sink])).resolves.toMatchObject([
    { delivered: 1, rejected: 1, reasons: [{ of: "rejected", reason: "400", events: 1 }] },
  ]);
});

test("a request that is too large is halved, down to the one item that is rejected", async () => {
  const sink = scriptedSink({
    answer: (_, batch) => ({
      kind: batch.some(({ event }) => event.id === "event-3") ? "split" : "delivered",
    }),
  });
  await expect(deliver(logEvents(8), [sink])).resolves.toMatchObject([
    {
      delivered: 7,
      rejected: 1,
      reasons: [{ reason: expect.stringContaining("too large for a request of its own") as string }],
    },
  ]);
  expect(sink.requests.map((ids) => ids.length)).toEqual([8, 4, 4, 2, 2, 1, 1]);
});

test("only the items with the verdict split are sent again", async () => {
  const sink = scriptedSink({
    answer: ({ event }, batch) => ({
      kind: batch.length > 1 && event.id !== "event-0" ? "split" : "delivered",
    }),
  });
  await expect(deliver(logEvents(3), [sink])).resolves.toMatchObject([{ delivered: 3 }]);
  expect(sink.requests).toEqual([["event-0", "event-1", "event-2"], ["event-1"], ["event-2"]]);
});

test("an event that cannot be encoded is rejected, and the rest of its batch delivered", async () => {
  const sink = scriptedSink({
    encode({ id }) {
      if (id === "event-1") throw new RangeError("the text of the log");
      return id;
    },
  });
  await expect(deliver(logEvents(3), [sink])).resolves.toMatchObject([
    {
      delivered: 2,
      rejected: 1,
      reasons: [{ of: "rejected", reason: "encoding failed: RangeError", events: 1 }],
    },
  ]);
});

test("an event that a sink cannot judge is undelivered", async () => {
  const sink = scriptedSink({
    wants() {
      throw new TypeError("the text of the log");
    },
  });
  await expect(deliver(logEvents(1), [sink])).resolves.toMatchObject([
    { undelivered: 1, reasons: [{ reason: "the choice of events failed: TypeError" }] },
  ]);
});

const reset = Object.assign(new Error("the text of the log"), { code: "ECONNRESET" });
const THROWING: [string, Sink["send"], string][] = [
  ["rejects", () => Promise.reject(reset), "sending failed: Error ECONNRESET"],
  [
    "throws",
    () => {
      throw new TypeError("the text of the log");
    },
    "sending failed: TypeError",
  ],
  [
    "gives too few verdicts",
    () => Promise.resolve([{ kind: "delivered" }]),
    "the sink gave 1 verdicts on 2 events",
  ],
];
test.each(THROWING)(
  "a sink that %s leaves its events undelivered, and no other sink's",
  async (_, send, reason) => {
    const broken = { ...scriptedSink({ name: "sentry" }), send };
    await expect(deliver(logEvents(2), [broken, scriptedSink()])).resolves.toMatchObject([
      { sink: "sentry", delivered: 0, undelivered: 2, reasons: [{ of: "undelivered", reason, events: 2 }] },
      { sink: "datadog", delivered: 2, undelivered: 0 },
    ]);
  },
);

test("ten requests to a sink that answers in 200 ms take less than 300 ms", async () => {
  const slow = slowSink(200);
  const start = performance.now();
  await deliver(logEvents(10), [slow.sink, { ...slow.sink, name: "sentry" }]);
  expect(performance.now() - start).toBeLessThan(300);
});

test("no more requests than allowed are open at a sink, also when they are split", async () => {
  const slow = slowSink(1, (_, batch) => ({ kind: batch.length > 1 ? "split" : "delivered" }), 4);
  await expect(deliver(logEvents(100), [slow.sink])).resolves.toMatchObject([{ delivered: 100 }]);
  expect(slow.mostOpen()).toBe(SEND_CONCURRENCY);
});

test("whatever sinks answer, every event is accounted for", async () => {
  const verdict: fc.Arbitrary<Verdict> = fc.oneof(
    fc.constant<Verdict>({ kind: "delivered" }),
    fc.constant<Verdict>({ kind: "split" }),
    fc.constant<Verdict>({ kind: "park", afterMs: 0, reason: "later" }),
    fc.constant<Verdict>({ kind: "reject", reason: "never" }),
  );
  const behaviour = fc.record({
    verdicts: fc.infiniteStream(verdict),
    wanted: fc.infiniteStream(fc.boolean()),
    encodes: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    throws: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    maxItems: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(30),
      fc.array(behaviour, { minLength: 1, maxLength: 3 }),
      async (count, behaviours) => {
        const sinks = behaviours.map(({ verdicts, wanted, encodes, throws, maxItems }) => {
          const sink = scriptedSink({
            limits: { maxItems, maxBytes: 200 },
            wants: () => next(wanted),
            answer: () => next(verdicts),
            encode: ({ id }) => {
              if (next(encodes) === 0) throw new Error("cannot");
              return id;
            },
          });
          const send: Sink["send"] = (batch) =>
            next(throws) === 0 ? Promise.reject(new Error("cannot")) : sink.send(batch);
          return { ...sink, send };
        });
        for (const ledger of await deliver(logEvents(count), sinks)) {
          expect(ledger.received).toBe(count);
          expect(sumOf(ledger) + ledger.undelivered).toBe(count);
          const reasoned = ledger.reasons.reduce((sum, { events }) => sum + events, 0);
          expect(reasoned).toBe(ledger.rejected + ledger.undelivered);
          expect(ledger.reasons.map(({ reason }) => reason)).not.toContain("forgotten by the forwarder");
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

function sumOf(ledger: Ledger): number {
  return OUTCOMES.reduce((sum, outcome) => sum + ledger[outcome], 0);
}

/** A sink that takes its time, and knows how many requests were open at once. */
function slowSink(answersAfterMs: number, answer: Answer = () => ({ kind: "delivered" }), maxItems = 1) {
  let open = 0;
  let most = 0;
  const sink: Sink = {
    ...scriptedSink({ limits: { maxItems, maxBytes: 1_000 } }),
    async send(batch) {
      open += 1;
      most = Math.max(most, open);
      await wait(answersAfterMs);
      open -= 1;
      return batch.map((item) => answer(item, batch));
    },
  };
  return { sink, mostOpen: () => most };
}

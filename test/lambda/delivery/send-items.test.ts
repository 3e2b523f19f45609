import { setImmediate as everythingElse } from "node:timers/promises";
import * as fc from "fast-check";
import { RETRIES } from "../../../lambda/delivery/retry";
import { SEND_CONCURRENCY, sendItems, type SendOptions } from "../../../lambda/delivery/send-items";
import { bodyOf } from "../../../lambda/delivery/sinks/body-writer";
import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { logEvents } from "../../fixtures/delivery/log-events";
import { type SinkResponse, scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";

const retryVerdict = (afterMs = 0): Verdict => ({ kind: "retry", afterMs, reason: "503" });
const DELIVERED: Verdict = { kind: "delivered" };
const SPLIT: Verdict = { kind: "split", reason: "413" };

function itemsOf(count: number): Item[] {
  return logEvents(count).map((event) => ({ event, ...bodyOf(event.id) }));
}

/** Sends items, and returns the verdict of each by its index. */
async function outcomes(sink: Sink, count: number, options: Partial<SendOptions> = {}) {
  const sent = await sendItems(sink, itemsOf(count), { clock: virtualClock(), deadline: 60_000, ...options });
  expect(new Set(sent.map(({ item }) => item)).size).toBe(count);
  const inOrder = sent.toSorted((a, b) => a.item.event.timestamp - b.item.event.timestamp);
  return inOrder.map((each) => Object.fromEntries(Object.entries(each).filter(([name]) => name !== "item")));
}

test("items are sent in order, in batches within the sink's limits", async () => {
  const sink = scriptedSink({ limits: { maxItems: 2, maxBytes: 1_000 } });
  await expect(outcomes(sink, 5)).resolves.toEqual(Array.from({ length: 5 }, () => DELIVERED));
  expect(sink.requests).toEqual([["event-0", "event-1"], ["event-2", "event-3"], ["event-4"]]);
});

test("only throttled items are retried, after a delay that doubles", async () => {
  const clock = virtualClock({ random: 0.5 });
  const answers = [retryVerdict(), retryVerdict(), DELIVERED];
  const sink = scriptedSink({
    answer: ({ event }) => (event.id === "event-0" ? DELIVERED : (answers.shift() ?? DELIVERED)),
  });
  await expect(outcomes(sink, 2, { clock })).resolves.toEqual([DELIVERED, DELIVERED]);
  expect(sink.requests).toEqual([["event-0", "event-1"], ["event-1"], ["event-1"]]);
  expect(clock.waits).toEqual([100, 200]);
});

test("the delay is the one that the sink asked for, plus jitter", async () => {
  const clock = virtualClock({ random: 0.5 });
  const answers = [retryVerdict(3_000)];
  await outcomes(scriptedSink({ answer: () => answers.shift() ?? DELIVERED }), 1, { clock });
  expect(clock.waits).toEqual([3_100]);
});

test("items that are retried together wait as long as the one with the longest delay", async () => {
  const clock = virtualClock({ random: 0 });
  const answers = [retryVerdict(3_000), retryVerdict(1_000)];
  await outcomes(scriptedSink({ answer: () => answers.shift() ?? DELIVERED }), 2, { clock });
  expect(clock.waits).toEqual([3_000]);
});

test("an item whose delay is exactly the maximum is retried", async () => {
  const clock = virtualClock({ random: 0 });
  const answers = [retryVerdict(RETRIES.maxServerDelayMs)];
  await outcomes(scriptedSink({ answer: () => answers.shift() ?? DELIVERED }), 1, { clock });
  expect(clock.waits).toEqual([RETRIES.maxServerDelayMs]);
});

test("an item is parked with its reason after the last attempt", async () => {
  const sink = scriptedSink({ answer: () => retryVerdict() });
  await expect(outcomes(sink, 1)).resolves.toEqual([{ kind: "park", reason: "503", afterMs: 0 }]);
  expect(sink.requests).toHaveLength(4);
});

test.each([
  ["longer than the maximum", retryVerdict(60_000), 200_000],
  ["longer than the remaining time", retryVerdict(5_000), 4_000],
  ["as long as the remaining time", retryVerdict(5_000), 5_000],
])("an item whose delay is %s is parked without another attempt", async (_, verdict, deadline) => {
  const clock = virtualClock({ random: 0 });
  const sink = scriptedSink({ answer: () => verdict });
  await expect(outcomes(sink, 1, { clock, deadline })).resolves.toMatchObject([
    { kind: "park", afterMs: (verdict as { afterMs: number }).afterMs },
  ]);
  expect({ requests: sink.requests.length, waits: clock.waits }).toEqual({ requests: 1, waits: [] });
});

test("an item with the verdict park is not retried", async () => {
  const sink = scriptedSink({ answer: () => ({ kind: "park", reason: "403" }) });
  await expect(outcomes(sink, 1)).resolves.toEqual([{ kind: "park", reason: "403", afterMs: 0 }]);
  expect(sink.requests).toHaveLength(1);
});

test("no request is sent after the deadline", async () => {
  const sink = scriptedSink();
  await expect(outcomes(sink, 2, { deadline: 0 })).resolves.toMatchObject([
    { kind: "park", reason: "the deadline of the invocation passed" },
    { kind: "park" },
  ]);
  expect(sink.requests).toEqual([]);
});

test("an attempt receives the remaining time and whether it may be a duplicate", async () => {
  const attempts: unknown[] = [];
  const answers = [retryVerdict()];
  const sink: Sink = {
    ...scriptedSink(),
    send(batch, attempt) {
      attempts.push(attempt);
      return Promise.resolve(batch.map(() => answers.shift() ?? DELIVERED));
    },
  };
  await outcomes(sink, 1, { clock: virtualClock({ random: 0.5 }), deadline: 1_000 });
  await outcomes(sink, 1, { deadline: 1_000, mayBeDuplicate: true });
  expect(attempts).toEqual([
    { timeoutMs: 1_000, mayBeDuplicate: false },
    { timeoutMs: 900, mayBeDuplicate: true },
    { timeoutMs: 1_000, mayBeDuplicate: true },
  ]);
});

test("a batch that is too large is halved until only the item that is too large is rejected", async () => {
  const sink = scriptedSink({
    answer: (_, batch) => (batch.some(({ event }) => event.id === "event-3") ? SPLIT : DELIVERED),
  });
  const all = await outcomes(sink, 8);
  expect(all.filter(({ kind }) => kind === "delivered")).toHaveLength(7);
  expect(all[3]).toEqual({ kind: "reject", reason: "413, as a single event (7 bytes)" });
  expect(sink.requests.map((ids) => ids.length)).toEqual([8, 4, 4, 2, 2, 1, 1]);
});

test("only the items with the verdict split are sent in halves", async () => {
  const sink = scriptedSink({
    answer: ({ event }, batch) => (batch.length > 1 && event.id !== "event-0" ? SPLIT : DELIVERED),
  });
  await outcomes(sink, 3);
  expect(sink.requests).toEqual([["event-0", "event-1", "event-2"], ["event-1"], ["event-2"]]);
});

const reset = Object.assign(new Error("the text of the log"), { code: "ECONNRESET" });
const THROWING_SENDS: [string, Sink["send"], string][] = [
  ["rejects", () => Promise.reject(reset), "sending failed: Error ECONNRESET"],
  [
    "throws",
    () => {
      throw new TypeError("the text of the log");
    },
    "sending failed: TypeError",
  ],
  ["returns no verdicts", () => Promise.resolve([]), "the sink returned 0 verdicts for 2 events"],
];
test.each(THROWING_SENDS)("the items are parked when the sink %s", async (_, send, reason) => {
  const sink = { ...scriptedSink(), send };
  await expect(outcomes(sink, 2)).resolves.toEqual([
    { kind: "park", reason, afterMs: 0 },
    { kind: "park", reason, afterMs: 0 },
  ]);
});

test("ten requests to a sink run concurrently", async () => {
  const slow = slowSink();
  await outcomes(slow.sink, 10);
  expect(slow.mostOpen()).toBe(10);
});

test("split batches stay within the request concurrency of a sink", async () => {
  const slow = slowSink((_, batch) => (batch.length > 1 ? SPLIT : DELIVERED), 4);
  await outcomes(slow.sink, 100);
  expect(slow.mostOpen()).toBe(SEND_CONCURRENCY);
});

test("every item gets one verdict, whatever the sink answers", async () => {
  const verdict: fc.Arbitrary<Verdict> = fc.oneof(
    ...[DELIVERED, SPLIT, retryVerdict(), retryVerdict(4_000), retryVerdict(70_000)].map((each) =>
      fc.constant(each),
    ),
    fc.constant<Verdict>({ kind: "park", reason: "403" }),
    fc.constant<Verdict>({ kind: "reject", reason: "never" }),
  );
  const script = fc.record({
    verdicts: fc.infiniteStream(verdict),
    throws: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    maxItems: fc.integer({ min: 1, max: 5 }),
    deadline: fc.nat(30_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(30), script, async (count, { verdicts, throws, maxItems, deadline }) => {
      const scripted = scriptedSink({
        limits: { maxItems, maxBytes: 200 },
        answer: () => next(verdicts),
      });
      const send: Sink["send"] = (batch, attempt) =>
        next(throws) === 0 ? Promise.reject(new Error("cannot")) : scripted.send(batch, attempt);
      await expect(outcomes({ ...scripted, send }, count, { deadline })).resolves.toHaveLength(count);
    }),
  );
});

function next<Value>(stream: fc.Stream<Value>): Value {
  const result: IteratorResult<Value, undefined> = stream.next();
  if (result.done) throw new Error("the stream ended");
  return result.value;
}

/** A sink that responds when everything else has run, and counts its concurrent requests. */
function slowSink(answer: SinkResponse = () => DELIVERED, maxItems = 1) {
  let open = 0;
  let most = 0;
  const sink: Sink = {
    ...scriptedSink({ limits: { maxItems, maxBytes: 1_000 } }),
    async send(batch) {
      open += 1;
      most = Math.max(most, open);
      await everythingElse();
      open -= 1;
      return batch.map((item) => answer(item, batch));
    },
  };
  return { sink, mostOpen: () => most };
}

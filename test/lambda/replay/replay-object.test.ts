import { gzipSync } from "node:zlib";
import { decodeFailedEvents, encodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import { bytesOf } from "../../../lambda/delivery/sinks/body-writer";
import type { Verdict } from "../../../lambda/delivery/sinks/sink";
import { createRedactor } from "../../../lambda/redaction";
import { replayObject, type ReplayOptions } from "../../../lambda/replay/replay-object";
import { logEvents } from "../../fixtures/delivery/log-events";
import { type MemoryStore, memoryStore } from "../../fixtures/delivery/memory-store";
import { type ScriptedSink, scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const KEY = "parked/datadog/2026-01-01/made-up.ndjson.gz";
const REMAINDER_KEY = "remainder/datadog/2026-01-01/made-up.ndjson.gz";
const RETRY: Verdict = { kind: "retry", afterMs: 70_000, reason: "429" };

let store: MemoryStore;
beforeEach(() => {
  store = memoryStore();
});

async function park(events: readonly LogEvent[], key = KEY) {
  const failedEvents = events.map((event) => ({ event, reason: "503" }));
  await store.put(key, await encodeFailedEvents("datadog", failedEvents, 0));
}

function replay(sink: ScriptedSink, more: Partial<ReplayOptions> = {}) {
  const clock = virtualClock();
  return replayObject(KEY, {
    store,
    sinkProvider: () => Promise.resolve([sink]),
    redactorProvider,
    clock,
    deadline: 60_000,
    ...more,
  });
}

const keys = () => [...store.objects.keys()];
const sentIds = ({ requests }: ScriptedSink) => requests.flat();

/** Throttles these events until it recovers. */
function sinkThatThrottles(...ids: readonly string[]) {
  const throttledIds = new Set(ids);
  const answer = ({ event }: { event: LogEvent }): Verdict =>
    throttledIds.has(event.id) ? RETRY : { kind: "delivered" };
  return {
    sink: scriptedSink({ answer }),
    recover: () => {
      throttledIds.clear();
    },
  };
}

test("the replay sends every event unchanged and deletes the object", async () => {
  await park(logEvents(3));
  const sink = scriptedSink();
  await expect(replay(sink)).resolves.toMatchObject({ kind: "settled", ledger: { delivered: 3 } });
  expect({ sent: sentIds(sink), keys: keys() }).toEqual({
    sent: ["event-0", "event-1", "event-2"],
    keys: [],
  });
});

test("the sink learns that the events may be duplicates", async () => {
  await park(logEvents(1));
  const repeated: boolean[] = [];
  const sink: ScriptedSink = {
    ...scriptedSink(),
    send(batch, attempt) {
      repeated.push(attempt.mayBeDuplicate);
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  };
  await replay(sink);
  expect(repeated).toEqual([true]);
});

test("a partly replayed object does not send its delivered events again", async () => {
  await park(logEvents(3));
  const { sink, recover } = sinkThatThrottles("event-1");
  await expect(replay(sink)).resolves.toMatchObject({
    ...{ kind: "stillParked", afterMs: 70_000, ledger: { delivered: 2, parked: 1 } },
  });
  expect(keys()).toEqual([KEY, REMAINDER_KEY]);
  recover();
  await expect(replay(sink)).resolves.toMatchObject({
    kind: "settled",
    ledger: { received: 1, delivered: 1 },
  });
  expect({ sent: sentIds(sink), keys: keys() }).toEqual({
    ...{ sent: ["event-0", "event-1", "event-2", "event-1"], keys: [] },
  });
});

test("an object without a delivered event stays unchanged, without a write", async () => {
  await park(logEvents(2));
  const before = store.calls.length;
  await expect(replay(sinkThatThrottles("event-0", "event-1").sink)).resolves.toMatchObject({
    kind: "stillParked",
  });
  expect(store.calls.slice(before)).toEqual([`get ${KEY}`, `get ${REMAINDER_KEY}`]);
});

test("the object stays if its remainder cannot be written", async () => {
  await park(logEvents(2));
  store.failNext("put");
  await expect(replay(sinkThatThrottles("event-1").sink)).resolves.toMatchObject({
    ...{
      kind: "failed",
      reason: expect.stringContaining("the remainder could not be stored") as string,
      afterMs: 70_000,
    },
    ledger: { delivered: 1, parked: 1 },
  });
  expect(keys()).toEqual([KEY]);
});

test("the remainder contains the parked and the unsettled events", async () => {
  await park(logEvents(3));
  const answers: Readonly<Record<string, Verdict>> = {
    "event-1": RETRY,
    "event-2": { kind: "reject", reason: "400" },
  };
  const sink = scriptedSink({ answer: ({ event }) => answers[event.id] ?? { kind: "delivered" } });
  store.failNext("put");
  await expect(replay(sink)).resolves.toMatchObject({
    ...{ kind: "stillParked", ledger: { delivered: 1, parked: 1, unsettled: 1 } },
  });
  const remainder = decodeFailedEvents(store.objects.get(REMAINDER_KEY) ?? Buffer.of());
  expect(remainder).toMatchObject({
    failedEvents: [{ event: { id: "event-1" } }, { event: { id: "event-2" } }],
  });
});

test("events that the sink rejects are quarantined, and the object is deleted", async () => {
  await park(logEvents(2));
  const sink = scriptedSink({ answer: () => ({ kind: "reject", reason: "400" }) });
  await expect(replay(sink)).resolves.toMatchObject({ kind: "settled", ledger: { rejected: 2 } });
  expect(keys()).toEqual([expect.stringContaining("quarantine/datadog/rejected/") as string]);
});

test("the object stays if quarantine cannot be written", async () => {
  await park(logEvents(1));
  store.failNext("put");
  const sink = scriptedSink({ answer: () => ({ kind: "reject", reason: "400" }) });
  await expect(replay(sink)).resolves.toMatchObject({ kind: "stillParked", ledger: { unsettled: 1 } });
  expect(keys()).toEqual([KEY]);
});

test("a duplicate notification sends nothing, and deletes a remainder that a crash left", async () => {
  await park(logEvents(1), REMAINDER_KEY);
  const sink = scriptedSink();
  await expect(replay(sink)).resolves.toEqual({ kind: "alreadySettled" });
  expect({ sent: sentIds(sink), keys: keys() }).toEqual({ sent: [], keys: [] });
});

test("the object is deleted before its remainder, so that a crash in between causes no duplicates", async () => {
  await park(logEvents(2));
  await park(logEvents(1), REMAINDER_KEY);
  await replay(scriptedSink());
  expect(store.calls.slice(-2)).toEqual([`delete ${KEY}`, `delete ${REMAINDER_KEY}`]);
});

test("an undecodable object is quarantined unchanged, with the reason", async () => {
  await store.put(KEY, Buffer.from("poison"));
  await expect(replay(scriptedSink())).resolves.toMatchObject({
    ...{ kind: "quarantined", reason: expect.stringContaining("not gzip") as string },
  });
  expect(keys()).toEqual([expect.stringContaining("quarantine/undecodable/") as string]);
  const [kept] = [...store.objects.values()].map(
    (body) => JSON.parse(Buffer.from(body).toString()) as object,
  );
  expect(kept).toEqual({
    reason: expect.stringContaining(KEY) as string,
    base64: Buffer.from("poison").toString("base64"),
  });
});

test("an undecodable object stays if it cannot be quarantined", async () => {
  await store.put(KEY, Buffer.from("poison"));
  store.failNext("put");
  await expect(replay(scriptedSink())).rejects.toThrow();
  expect(keys()).toEqual([KEY]);
});

test("an undecodable line is quarantined, and the other events are sent", async () => {
  await park(logEvents(2));
  const object = store.objects.get(KEY) ?? Buffer.alloc(0);
  await store.put(KEY, Buffer.concat([object, gzipSync("\nno event")]));
  const sink = scriptedSink();
  await expect(replay(sink)).resolves.toMatchObject({ kind: "settled", ledger: { delivered: 2 } });
  expect(keys()).toEqual([expect.stringContaining("quarantine/undecodable/") as string]);
});

test("an undecodable remainder is ignored", async () => {
  await park(logEvents(2));
  await store.put(REMAINDER_KEY, Buffer.from("poison"));
  const sink = scriptedSink();
  await replay(sink);
  expect({ sent: sentIds(sink), keys: keys() }).toEqual({ sent: ["event-0", "event-1"], keys: [] });
});

test("an object of a sink that the function does not serve stays parked", async () => {
  await park(logEvents(1));
  await expect(replay(scriptedSink({ name: "sentry" }))).resolves.toMatchObject({
    ...{ kind: "failed", reason: expect.stringContaining("does not serve its sink datadog") as string },
  });
  expect(keys()).toEqual([KEY]);
});

test("the replay redacts with the current detectors", async () => {
  const address = ["jane", "example.com"].join("@");
  await park(logEvents(1).map((event) => ({ ...event, record: { message: `receipt sent to ${address}` } })));
  const bodies: string[] = [];
  await replay({
    ...scriptedSink(),
    send(batch) {
      bodies.push(...batch.map((item) => bytesOf(item).toString()));
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  });
  expect(bodies).toEqual([expect.not.stringContaining(address)]);
});

test("an event that is parked again keeps its id, time and occurrences", async () => {
  const events = logEvents(2).map((event) => ({ ...event, occurrences: 7 }));
  await park(events);
  await replay(sinkThatThrottles("event-1").sink);
  expect(decodeFailedEvents(store.objects.get(REMAINDER_KEY) ?? Buffer.alloc(0))).toMatchObject({
    failedEvents: [{ event: events[1], reason: "429" }],
  });
});

test("an event whose second redaction fails is sent as it was parked, and counted", async () => {
  await park(logEvents(2));
  const { redactRecord } = createRedactor({ budget: 1 });
  const sink = scriptedSink();
  const bodies: string[] = [];
  const result = await replay(
    {
      ...sink,
      send(batch) {
        bodies.push(...batch.map(({ event }) => event.record.message ?? ""));
        return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
      },
    },
    { redactorProvider: async () => ({ ...(await redactorProvider()), redactRecord }) },
  );
  expect(result).toMatchObject({ kind: "settled", ledger: { delivered: 2 }, redactionFailures: 2 });
  expect(bodies).toEqual(logEvents(2).map(({ record }) => record.message));
});

test("an event that is nothing but labels is sent as it was parked", async () => {
  const addresses = Array.from({ length: 70_000 }, (_, n) => [`a${n}`, "b.co"].join("@")).join(" ");
  const redactor = createRedactor({ hashKey: "made-up key of an environment" });
  const { record, failed } = redactor.redactRecord({ message: addresses });
  await park(logEvents(1).map((event) => ({ ...event, record })));
  const messages: unknown[] = [];
  const result = await replay(
    {
      ...scriptedSink(),
      send(batch) {
        messages.push(...batch.map(({ event }) => event.record.message));
        return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
      },
    },
    { redactorProvider: () => Promise.resolve(redactor) },
  );
  expect({ failed, length: record.message?.length }).toEqual({ failed: false, length: 2_379_999 });
  expect(result).toMatchObject({ kind: "settled", redactionFailures: 0 });
  expect(messages).toEqual([record.message]);
});

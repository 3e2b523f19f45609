import { gzipSync } from "node:zlib";
import { readHeldObject, writeHeldObject } from "../../../lambda/delivery/failed-events-object";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import type { Verdict } from "../../../lambda/delivery/sinks/sink";
import { replayObject, type ReplayOptions } from "../../../lambda/replay/replay-object";
import { logEvents } from "../../fixtures/delivery/log-events";
import { type MemoryStore, memoryStore } from "../../fixtures/delivery/memory-store";
import { type ScriptedSink, scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const KEY = "parked/datadog/2026-01-01/made-up.ndjson.gz";
const REST = "rest/datadog/2026-01-01/made-up.ndjson.gz";
const BUSY: Verdict = { kind: "retry", afterMs: 70_000, reason: "429" };

let store: MemoryStore;
beforeEach(() => {
  store = memoryStore();
});

async function park(events: readonly LogEvent[], key = KEY) {
  const held = events.map((event) => ({ event, reason: "503" }));
  await store.put(key, await writeHeldObject("datadog", held, 0));
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
const sent = ({ requests }: ScriptedSink) => requests.flat();

/** Takes all events but these, as long as it is busy. */
function busyWith(...ids: readonly string[]) {
  const busy = new Set(ids);
  const answer = ({ event }: { event: LogEvent }): Verdict =>
    busy.has(event.id) ? BUSY : { kind: "delivered" };
  return {
    sink: scriptedSink({ answer }),
    heal: () => {
      busy.clear();
    },
  };
}

test("every event is sent again as it was, and the object is deleted", async () => {
  await park(logEvents(3));
  const sink = scriptedSink();
  await expect(replay(sink)).resolves.toMatchObject({ kind: "settled", ledger: { delivered: 3 } });
  expect({ sent: sent(sink), keys: keys() }).toEqual({ sent: ["event-0", "event-1", "event-2"], keys: [] });
});

test("a sink is told that the events may have been delivered before", async () => {
  await park(logEvents(1));
  const repeated: boolean[] = [];
  const sink: ScriptedSink = {
    ...scriptedSink(),
    send(batch, attempt) {
      repeated.push(attempt.repeated);
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  };
  await replay(sink);
  expect(repeated).toEqual([true]);
});

test("what was delivered of a half-replayed object is not sent again", async () => {
  await park(logEvents(3));
  const { sink, heal } = busyWith("event-1");
  await expect(replay(sink)).resolves.toMatchObject({
    ...{ kind: "waits", afterMs: 70_000, ledger: { delivered: 2, parked: 1 } },
  });
  expect(keys()).toEqual([KEY, REST]);
  heal();
  await expect(replay(sink)).resolves.toMatchObject({
    kind: "settled",
    ledger: { received: 1, delivered: 1 },
  });
  expect({ sent: sent(sink), keys: keys() }).toEqual({
    ...{ sent: ["event-0", "event-1", "event-2", "event-1"], keys: [] },
  });
});

test("an object of which nothing could be sent stays as it is, without a write", async () => {
  await park(logEvents(2));
  const before = store.calls.length;
  await expect(replay(busyWith("event-0", "event-1").sink)).resolves.toMatchObject({ kind: "waits" });
  expect(store.calls.slice(before)).toEqual([`get ${KEY}`, `get ${REST}`]);
});

test("the object stays while its rest cannot be written", async () => {
  await park(logEvents(2));
  store.breakNext("put");
  await expect(replay(busyWith("event-1").sink)).resolves.toMatchObject({
    ...{ kind: "failed", reason: expect.stringContaining("rest") as string, afterMs: 70_000 },
    ledger: { delivered: 1, parked: 1 },
  });
  expect(keys()).toEqual([KEY]);
});

test("the rest holds what is parked and what has no outcome, for the object is replayed by it from then on", async () => {
  await park(logEvents(3));
  const answers: Readonly<Record<string, Verdict>> = {
    "event-1": BUSY,
    "event-2": { kind: "reject", reason: "400" },
  };
  const sink = scriptedSink({ answer: ({ event }) => answers[event.id] ?? { kind: "delivered" } });
  store.breakNext("put");
  await expect(replay(sink)).resolves.toMatchObject({
    ...{ kind: "waits", ledger: { delivered: 1, parked: 1, undelivered: 1 } },
  });
  const rest = readHeldObject(store.objects.get(REST) ?? Buffer.of());
  expect(rest).toMatchObject({ held: [{ event: { id: "event-1" } }, { event: { id: "event-2" } }] });
});

test("what the sink refuses for good goes to quarantine, and the object is deleted", async () => {
  await park(logEvents(2));
  const sink = scriptedSink({ answer: () => ({ kind: "reject", reason: "400" }) });
  await expect(replay(sink)).resolves.toMatchObject({ kind: "settled", ledger: { rejected: 2 } });
  expect(keys()).toEqual([expect.stringContaining("quarantine/datadog/refused/") as string]);
});

test("the object stays while quarantine cannot be written", async () => {
  await park(logEvents(1));
  store.breakNext("put");
  const sink = scriptedSink({ answer: () => ({ kind: "reject", reason: "400" }) });
  await expect(replay(sink)).resolves.toMatchObject({ kind: "waits", ledger: { undelivered: 1 } });
  expect(keys()).toEqual([KEY]);
});

test("an announcement that comes twice finds nothing to do, and clears a rest that a crash left", async () => {
  await park(logEvents(1), REST);
  const sink = scriptedSink();
  await expect(replay(sink)).resolves.toEqual({ kind: "gone" });
  expect({ sent: sent(sink), keys: keys() }).toEqual({ sent: [], keys: [] });
});

test("the object is deleted before its rest, so that a crash between the two sends nothing again", async () => {
  await park(logEvents(2));
  await park(logEvents(1), REST);
  await replay(scriptedSink());
  expect(store.calls.slice(-2)).toEqual([`delete ${KEY}`, `delete ${REST}`]);
});

test("an object that nobody can read goes to quarantine as it is, with the reason", async () => {
  await store.put(KEY, Buffer.from("poison"));
  await expect(replay(scriptedSink())).resolves.toMatchObject({
    ...{ kind: "poisoned", reason: expect.stringContaining("not gzip") as string },
  });
  expect(keys()).toEqual([expect.stringContaining("quarantine/unreadable/") as string]);
  const [kept] = [...store.objects.values()].map(
    (body) => JSON.parse(Buffer.from(body).toString()) as object,
  );
  expect(kept).toEqual({
    reason: expect.stringContaining(KEY) as string,
    base64: Buffer.from("poison").toString("base64"),
  });
});

test("a poisoned object stays while it cannot be kept", async () => {
  await store.put(KEY, Buffer.from("poison"));
  store.breakNext("put");
  await expect(replay(scriptedSink())).rejects.toThrow();
  expect(keys()).toEqual([KEY]);
});

test("a line that is no event goes to quarantine, and the others are sent", async () => {
  await park(logEvents(2));
  const object = store.objects.get(KEY) ?? Buffer.alloc(0);
  await store.put(KEY, Buffer.concat([object, gzipSync("\nno event")]));
  const sink = scriptedSink();
  await expect(replay(sink)).resolves.toMatchObject({ kind: "settled", ledger: { delivered: 2 } });
  expect(keys()).toEqual([expect.stringContaining("quarantine/unreadable/") as string]);
});

test("a rest that nobody can read is as if it were not there", async () => {
  await park(logEvents(2));
  await store.put(REST, Buffer.from("poison"));
  const sink = scriptedSink();
  await replay(sink);
  expect({ sent: sent(sink), keys: keys() }).toEqual({ sent: ["event-0", "event-1"], keys: [] });
});

test("an object of a sink that the function does not serve waits", async () => {
  await park(logEvents(1));
  await expect(replay(scriptedSink({ name: "sentry" }))).resolves.toMatchObject({
    ...{ kind: "failed", reason: expect.stringContaining("it is for datadog") as string },
  });
  expect(keys()).toEqual([KEY]);
});

test("what was parked before a detector was mended is redacted by the one of today", async () => {
  const address = ["jane", "example.com"].join("@");
  await park(logEvents(1).map((event) => ({ ...event, record: { message: `receipt sent to ${address}` } })));
  const bodies: string[] = [];
  await replay({
    ...scriptedSink(),
    send(batch) {
      bodies.push(...batch.map(({ body }) => body));
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  });
  expect(bodies).toEqual([expect.not.stringContaining(address)]);
});

test("an event that is parked again keeps its id, its time and for how many it stands", async () => {
  const events = logEvents(2).map((event) => ({ ...event, occurrences: 7 }));
  await park(events);
  await replay(busyWith("event-1").sink);
  expect(readHeldObject(store.objects.get(REST) ?? Buffer.alloc(0))).toMatchObject({
    held: [{ event: events[1], reason: "429" }],
  });
});

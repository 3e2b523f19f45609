import type { Context, SQSEvent } from "aws-lambda";
import { encodeFailedEvents } from "../../../lambda/delivery/failed-events-object";
import type { Verdict } from "../../../lambda/delivery/sinks/sink";
import { createHandler, handler } from "../../../lambda/replay/handler";
import type { ReplayResult } from "../../../lambda/replay/replay-object";
import { logEvents } from "../../fixtures/delivery/log-events";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const KEY = "parked/datadog/a";
const CONTEXT = { getRemainingTimeInMillis: () => 60_000 };

async function replayWith(verdict: Verdict = { kind: "delivered" }, { canExtendVisibility = true } = {}) {
  const store = memoryStore();
  const failedEvents = logEvents(1).map((event) => ({ event, reason: "503" }));
  await store.put(KEY, await encodeFailedEvents("datadog", failedEvents, 0));
  const visibilityTimeouts: number[] = [];
  const reports: [string, ReplayResult["kind"]][] = [];
  const handle = createHandler({
    ...{ store, redactorProvider, clock: virtualClock({ random: 0.5 }) },
    sinkProvider: () => Promise.resolve([scriptedSink({ answer: () => verdict })]),
    extendVisibilityTimeout: (_, seconds) =>
      canExtendVisibility
        ? Promise.resolve(void visibilityTimeouts.push(seconds))
        : Promise.reject(new Error("no")),
    report: (key, { kind }) => reports.push([key, kind]),
  });
  return { handle: (event: SQSEvent) => handle(event, CONTEXT), store, visibilityTimeouts, reports };
}

/** A message with this body and this receive count. */
function eventWith(body: string, received = 1) {
  return {
    Records: [
      {
        ...{ messageId: "message-1", receiptHandle: "receipt-1", body },
        attributes: { ApproximateReceiveCount: String(received) },
      },
    ],
  } as SQSEvent;
}

const notificationOf = (key: string) => JSON.stringify({ Records: [{ s3: { object: { key } } }] });
const PARK: Verdict = { kind: "park", reason: "403" };

test("the message of a settled object is deleted", async () => {
  const { handle, visibilityTimeouts, reports } = await replayWith();
  await expect(handle(eventWith(notificationOf(KEY)))).resolves.toEqual({ batchItemFailures: [] });
  expect({ visibilityTimeouts, reports }).toEqual({ visibilityTimeouts: [], reports: [[KEY, "settled"]] });
});

test.each([
  [1, 3],
  [2, 5],
  [5, 40],
  [500, 450],
])(
  "a message whose object stays parked is retried: receive count %i gives a visibility timeout of %i seconds",
  async (received, seconds) => {
    const { handle, visibilityTimeouts } = await replayWith(PARK);
    await expect(handle(eventWith(notificationOf(KEY), received))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "message-1" }],
    });
    expect(visibilityTimeouts).toEqual([seconds]);
  },
);

test.each([
  ["the delay that the sink asked for", 90_000, 93],
  ["15 minutes and the delay of the backoff, if the sink asked for a year", 365 * 24 * 3_600_000, 903],
])("the visibility timeout is %s", async (_, afterMs, seconds) => {
  const { handle, visibilityTimeouts } = await replayWith({ kind: "retry", afterMs, reason: "429" });
  await handle(eventWith(notificationOf(KEY)));
  expect(visibilityTimeouts).toEqual([seconds]);
});

test("a message is retried even if its visibility timeout cannot be changed", async () => {
  const { handle } = await replayWith(PARK, { canExtendVisibility: false });
  await expect(handle(eventWith(notificationOf(KEY)))).resolves.toMatchObject({
    batchItemFailures: [{ itemIdentifier: "message-1" }],
  });
});

test("the message is retried while the bucket does not respond", async () => {
  const { handle, store, reports } = await replayWith();
  store.failNext("get");
  await expect(handle(eventWith(notificationOf(KEY)))).resolves.toMatchObject({
    batchItemFailures: [{ itemIdentifier: "message-1" }],
  });
  expect(reports).toEqual([[KEY, "failed"]]);
});

test("the s3:TestEvent message is deleted", async () => {
  const { handle, reports } = await replayWith();
  await expect(handle(eventWith('{"Event":"s3:TestEvent"}'))).resolves.toEqual({ batchItemFailures: [] });
  expect(reports).toEqual([]);
});

test("an undecodable message is quarantined once", async () => {
  const { handle, store } = await replayWith();
  await expect(handle(eventWith("poison"))).resolves.toEqual({ batchItemFailures: [] });
  expect([...store.objects.keys()]).toEqual([
    KEY,
    expect.stringContaining("quarantine/undecodable/") as string,
  ]);
});

/** A message whose records name these objects. */
const notificationOfAll = (...keys: readonly unknown[]) =>
  JSON.stringify({ Records: keys.map((key) => ({ s3: { object: { key } } })) });
const FOREIGN_KEY = "quarantine/datadog/rejected/a";

test("of a message that names a parked and a foreign object, the parked one is replayed", async () => {
  const { handle, store, reports } = await replayWith();
  await store.put(FOREIGN_KEY, Buffer.from("foreign"));
  await expect(handle(eventWith(notificationOfAll(FOREIGN_KEY, KEY)))).resolves.toEqual({
    batchItemFailures: [],
  });
  expect(reports).toEqual([
    [KEY, "settled"],
    ["a record of message message-1", "quarantined"],
  ]);
  expect([...store.objects.keys()]).toEqual([
    FOREIGN_KEY,
    expect.stringContaining("quarantine/undecodable/") as string,
  ]);
});

test("a foreign record that cannot be quarantined returns the message, and the parked object is replayed", async () => {
  const { handle, store, reports, visibilityTimeouts } = await replayWith();
  store.failNext("put");
  const message = eventWith(notificationOfAll(FOREIGN_KEY, KEY));
  await expect(handle(message)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: "message-1" }] });
  expect({ reports, visibilityTimeouts }).toEqual({
    reports: [
      [KEY, "settled"],
      ["a record of message message-1", "failed"],
    ],
    visibilityTimeouts: [3],
  });
  await expect(handle(message)).resolves.toEqual({ batchItemFailures: [] });
  expect(reports.slice(2)).toEqual([
    [KEY, "alreadySettled"],
    ["a record of message message-1", "quarantined"],
  ]);
});

test("an object that stays parked returns the message, and the object beside it is settled", async () => {
  const { handle, store, reports } = await replayWith();
  const unavailable = "parked/datadog/unavailable";
  const failedEvents = logEvents(1).map((event) => ({ event, reason: "503" }));
  await store.put(unavailable, await encodeFailedEvents("sentry", failedEvents, 0));
  await expect(handle(eventWith(notificationOfAll(unavailable, KEY)))).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: "message-1" }],
  });
  expect(reports).toEqual([
    [unavailable, "failed"],
    [KEY, "settled"],
  ]);
  expect([...store.objects.keys()]).toEqual([unavailable]);
});

test("a message that cannot be quarantined returns to the queue, and the other messages are processed", async () => {
  const { handle, store } = await replayWith();
  store.failNext("put");
  const [poison] = eventWith("poison").Records;
  const [good] = eventWith(notificationOf(KEY)).Records;
  const Records = [poison, { ...good, messageId: "message-2" }];
  await expect(handle({ Records } as SQSEvent)).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: "message-1" }],
  });
  expect([...store.objects.keys()]).toEqual([]);
});

test("an object that a message names twice is replayed once", async () => {
  const { handle, reports } = await replayWith();
  await handle(eventWith(notificationOfAll(KEY, KEY)));
  expect(reports).toEqual([[KEY, "settled"]]);
});

test("the function reads its environment variables at the first invocation, and names a missing one", async () => {
  await expect(handler(eventWith("{}"), CONTEXT as Context)).rejects.toThrow("REPLAY_QUEUE_URL is missing");
});

import { gzipSync } from "node:zlib";
import type { Context } from "aws-lambda";
import { functionLogGroupName } from "../../../catalog";
import { bytesOf } from "../../../lambda/delivery/sinks/body-writer";
import type { Sink } from "../../../lambda/delivery/sinks/sink";
import { createHandler, handler } from "../../../lambda/forwarder/handler";
import type { InvocationReport } from "../../../lambda/forwarder/report";
import type { Clock } from "../../../lambda/shared/clock";
import type { DebugMode } from "../../../lambda/shared/debug-mode";
import type { ObjectStore } from "../../../lambda/shared/object-store";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import {
  CONTROL_MESSAGE,
  dataMessage,
  ENVIRONMENT,
  awslogsEvent,
  kinesisEvent,
  payloadOf,
  subscriptionEvent,
} from "../../fixtures/delivery/subscription-event";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const DEBUG_MODE: DebugMode = {
  level: "DEBUG",
  since: "2026-03-01T12:00:00.000Z",
  until: "2026-03-01T12:30:00.000Z",
  startedBy: "arn:aws:iam::111122223333:role/engineers",
};
const CONTEXT = { getRemainingTimeInMillis: () => 60_000 };

/** A handler with these sinks, with what it reported and stored. */
function forwarderWith(...sinks: readonly Sink[]) {
  const reports: InvocationReport[] = [];
  const store = memoryStore();
  const sinkProvider = jest.fn(() => Promise.resolve(sinks));
  const handle = createHandler({
    ...{
      environment: ENVIRONMENT,
      sinkProvider,
      redactorProvider,
      store,
      clock: virtualClock(),
      sampleRates: {},
    },
    report: (invocation) => reports.push(invocation),
  });
  return { handle: (event: unknown) => handle(event, CONTEXT), sinkProvider, reports, store };
}

/** A sink that records what it receives. */
function recordingSink() {
  const bodies: string[] = [];
  const sink: Sink = {
    ...scriptedSink(),
    send(batch) {
      bodies.push(...batch.map((item) => bytesOf(item).toString()));
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  };
  return { sink, bodies };
}

const throttledSink = () =>
  scriptedSink({ name: "sentry", answer: () => ({ kind: "retry", afterMs: 60_000, reason: "429" }) });

test("the forwarder delivers parsed and redacted lines to every sink, and reports the invocation", async () => {
  const { sink, bodies } = recordingSink();
  const { handle, reports } = forwarderWith(sink, scriptedSink({ name: "sentry", matches: () => false }));
  const address = ["jane", "example.com"].join("@");
  await handle(subscriptionEvent([`receipt sent to ${address}`, '{"level":"warn","apiKey":"made-up"}']));
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    {
      "@timestamp": "2026-01-01T00:00:00.000Z",
      message: "receipt sent to [redacted:email]",
      redacted: ["contact"],
    },
    {
      "@timestamp": "2026-01-01T00:00:00.001Z",
      level: "WARNING",
      attributes: { apiKey: "[redacted:token]" },
      redacted: ["credential"],
    },
  ]);
  expect(reports).toMatchObject([
    {
      ...{ events: 2, replacements: 2, redactionFailures: 0, skippedPayloads: [] },
      logGroups: ["/inventorysync/staging/application"],
      ledgers: [
        { sink: "datadog", delivered: 2 },
        { sink: "sentry", filtered: 2 },
      ],
    },
  ]);
});

describe("a payload that is forwarded in pieces", () => {
  const lines = Array.from({ length: 7 }, (_, index) => `line ${index}`);
  const oneAtATime = { maxEvents: 3, maxCharacters: Infinity, maxSizeInDelivery: 1 };
  const allAtOnce = { ...oneAtATime, maxSizeInDelivery: Infinity };

  function inPieces(
    sinks: readonly Sink[],
    store: ObjectStore = memoryStore(),
    clock: Clock = virtualClock(),
    pieceLimits = oneAtATime,
  ) {
    const reports: InvocationReport[] = [];
    const handle = createHandler({
      ...{ environment: ENVIRONMENT, redactorProvider, store, clock },
      ...{ sinkProvider: () => Promise.resolve(sinks), sampleRates: {}, pieceLimits },
      report: (invocation) => reports.push(invocation),
    });
    return { handle: (event: unknown) => handle(event, CONTEXT), reports };
  }

  test("is delivered whole and in order, and reported as one invocation", async () => {
    const { sink, bodies } = recordingSink();
    const { handle, reports } = inPieces([sink, scriptedSink({ name: "sentry", matches: () => false })]);
    await handle(subscriptionEvent(lines));
    expect(bodies.map((body) => (JSON.parse(body) as { message: string }).message)).toEqual(lines);
    expect(reports).toMatchObject([
      {
        events: 7,
        ledgers: [
          { sink: "datadog", received: 7, delivered: 7, unsettled: 0 },
          { sink: "sentry", received: 7, filtered: 7 },
        ],
      },
    ]);
  });

  test("parks what a sink does not accept in any piece", async () => {
    const { handle, reports } = inPieces([throttledSink()]);
    await handle(subscriptionEvent(lines));
    expect(reports).toMatchObject([
      { ledgers: [{ received: 7, parked: 7, reasons: [{ state: "parked", reason: "429", events: 7 }] }] },
    ]);
  });

  test("a sink that does not answer does not keep the pieces from the others", async () => {
    const silent: Sink = { ...scriptedSink({ name: "sentry" }), send: () => new Promise(() => undefined) };
    const { sink, bodies } = recordingSink();
    void inPieces([silent, sink]).handle(subscriptionEvent(lines));
    while (bodies.length < lines.length) await new Promise(setImmediate);
    expect(bodies.map((body) => (JSON.parse(body) as { message: string }).message)).toEqual(lines);
  });

  describe("to a sink that takes its time", () => {
    const clock = { ...virtualClock(), sleep: () => new Promise<void>(() => undefined) };

    function slowSink() {
      const answers: (() => void)[] = [];
      const sink: Sink = {
        ...scriptedSink(),
        send: (batch) =>
          new Promise((resolve) => {
            answers.push(() => {
              resolve(batch.map(() => ({ kind: "delivered" })));
            });
          }),
      };
      const requests = async (count: number) => {
        while (answers.length < count) await new Promise(setImmediate);
        await new Promise(setImmediate);
        return answers;
      };
      return { sink, requests };
    }

    test("waits with a piece as long as those before it use up the memory", async () => {
      const { sink, requests } = slowSink();
      const invocation = inPieces([sink], memoryStore(), clock).handle(subscriptionEvent(lines));
      for (const pieces of [1, 2, 3]) {
        const answers = await requests(pieces);
        expect(answers).toHaveLength(pieces);
        answers.at(-1)?.();
      }
      await invocation;
    });

    test("redacts and sends a piece while those before it are sent", async () => {
      const { sink, requests } = slowSink();
      const invocation = inPieces([sink], memoryStore(), clock, allAtOnce).handle(subscriptionEvent(lines));
      for (const answer of await requests(3)) answer();
      await expect(invocation).resolves.toBeUndefined();
    });
  });

  test("makes the Kinesis record of an unsettled event an item failure, in whatever piece it is", async () => {
    const parksBad = scriptedSink({
      answer: (item) =>
        bytesOf(item).includes("bad") ? { kind: "park", reason: "no" } : { kind: "delivered" },
    });
    const unavailable = {
      ...memoryStore(),
      put: () => Promise.reject(new Error("the store is not available")),
    };
    const event = kinesisEvent(payloadOf(lines), payloadOf(["a", "b", "bad", "c"]), payloadOf(["d"]));
    await expect(inPieces([parksBad], unavailable).handle(event)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "2" }],
    });
  });
});

const LONGEST_LINE = `{"message":"${"x".repeat(1_048_576 - 12)}`;
test.each([
  ["plain text", "[INFO] Booting worker with pid: 17"],
  ["broken JSON", '{"level": "ERROR", "message": "cut sho'],
  ["a truncated 1 MB line", LONGEST_LINE],
  ["an emoji", "connection closed \u{1F4A5}"],
  ["NUL bytes", "binary\u0000tail"],
])("the forwarder delivers the whole of %s", async (_, line) => {
  const { sink, bodies } = recordingSink();
  await forwarderWith(sink).handle(subscriptionEvent([line]));
  expect(bodies.map((body) => (JSON.parse(body) as { message: string }).message)).toEqual([line]);
});

test.each([
  ["a control message", awslogsEvent(gzipSync(JSON.stringify(CONTROL_MESSAGE))), 1],
  ["an empty batch", subscriptionEvent([]), 0],
])("the forwarder reports %s and sends no request", async (_, event, controlMessages) => {
  const { handle, sinkProvider, reports } = forwarderWith();
  await handle(event);
  expect(reports).toMatchObject([{ controlMessages, events: 0, ledgers: [] }]);
  expect(sinkProvider).not.toHaveBeenCalled();
});

const PAYLOAD_OF_UNKNOWN_GROUP = gzipSync(
  JSON.stringify({ ...dataMessage(["a line"]), logGroup: "/aws/lambda/other" }),
);

test.each([
  ["a payload that is not gzip", awslogsEvent(Buffer.from("not gzip")), /^the payload is not gzip/],
  [
    "events of another log group",
    awslogsEvent(PAYLOAD_OF_UNKNOWN_GROUP),
    /^log group \/aws\/lambda\/other is not a log/,
  ],
  ["an event of another service", { Records: [{ s3: {} }] }, /^the payload is not gzip/],
])("the forwarder stores %s unchanged, and reports it", async (_, event, reason) => {
  const { handle, reports, store } = forwarderWith(scriptedSink());
  await handle(event);
  expect(reports).toMatchObject([
    { skippedPayloads: [{ outcome: "quarantined", reason: expect.stringMatching(reason) as string }] },
  ]);
  expect([...store.objects.keys()]).toEqual([expect.stringContaining("quarantine/undecodable/") as string]);
});

test("the invocation fails after its report if an undecodable payload cannot be stored", async () => {
  const { handle, reports, store } = forwarderWith(scriptedSink());
  store.failNext("put");
  await expect(handle(awslogsEvent(Buffer.from("not gzip")))).rejects.toThrow("payload not stored");
  expect(reports).toMatchObject([{ skippedPayloads: [{ outcome: "failed" }] }]);
});

test("the forwarder neither forwards nor stores nor retries the log of a function of this stack", async () => {
  const logGroup = functionLogGroupName(ENVIRONMENT, "forwarder");
  const { handle, reports, store, sinkProvider } = forwarderWith(scriptedSink());
  await handle(awslogsEvent(gzipSync(JSON.stringify({ ...dataMessage(["a line"]), logGroup }))));
  expect(reports).toMatchObject([{ skippedPayloads: [{ outcome: "ignored" }], events: 0 }]);
  expect({ calls: store.calls, opened: sinkProvider.mock.calls.length }).toEqual({ calls: [], opened: 0 });
});

test("the forwarder parks the events that one sink throttles, delivers to the other sink, and succeeds", async () => {
  const { sink, bodies } = recordingSink();
  const { handle, reports, store } = forwarderWith(throttledSink(), sink);
  await expect(handle(subscriptionEvent(["a line", "another"]))).resolves.toBeUndefined();
  expect(bodies).toHaveLength(2);
  expect(reports).toMatchObject([{ ledgers: [{ parked: 2 }, { delivered: 2 }] }]);
  expect([...store.objects.keys()]).toEqual([expect.stringContaining("parked/sentry/") as string]);
});

test("the invocation fails if an event can be neither delivered nor parked", async () => {
  const { handle, reports, store } = forwarderWith(throttledSink());
  store.failNext("put");
  await expect(handle(subscriptionEvent(["a line"]))).rejects.toThrow(
    /^sentry: 1 unsettled \(1 × "429; parking failed: SlowDown"\) of 1; no event is lost/,
  );
  expect(reports).toHaveLength(1);
});

test("sampling omits events at every sink, except errors", async () => {
  const { sink, bodies } = recordingSink();
  const handle = createHandler({
    ...{ environment: ENVIRONMENT, store: memoryStore(), clock: virtualClock(), report: () => undefined },
    ...{ sinkProvider: () => Promise.resolve([sink]), redactorProvider },
    sampleRates: { application: 1e-9 },
  });
  await handle(subscriptionEvent(["a line", '{"level":"ERROR"}']), CONTEXT);
  expect(bodies).toEqual([expect.stringContaining("ERROR")]);
});

test("the forwarder parks every event without a request if little time remains", async () => {
  const { sink, bodies } = recordingSink();
  const store = memoryStore();
  const handle = createHandler({
    ...{ environment: ENVIRONMENT, store, clock: virtualClock(), report: () => undefined, sampleRates: {} },
    ...{ sinkProvider: () => Promise.resolve([sink]), redactorProvider },
  });
  await handle(subscriptionEvent(["a line"]), { getRemainingTimeInMillis: () => 6_000 });
  expect({ sent: bodies.length, calls: store.calls.length }).toEqual({ sent: 0, calls: 1 });
});

describe("of a Kinesis data stream", () => {
  test("the forwarder delivers the events of all records together", async () => {
    const sink = scriptedSink();
    const { handle } = forwarderWith(sink);
    await handle(kinesisEvent(payloadOf(["one"]), payloadOf(["two", "three"], "audit")));
    expect(sink.requests).toEqual([["event-0", "event-0", "event-1"]]);
  });

  test("a corrupt record is quarantined, and the batch succeeds", async () => {
    const { sink, bodies } = recordingSink();
    const { handle, store } = forwarderWith(sink);
    const event = kinesisEvent(payloadOf(["one"]), Buffer.from("corrupt"), payloadOf(["two"], "audit"));
    await expect(handle(event)).resolves.toBeUndefined();
    expect({ sent: bodies.length, kept: store.objects.size }).toEqual({ sent: 2, kept: 1 });
  });

  test("records whose events are neither delivered nor stored are batch item failures", async () => {
    const busy = scriptedSink({
      matches: ({ log }) => log === "audit",
      answer: () => ({ kind: "park", reason: "403" }),
    });
    const { handle, store } = forwarderWith(busy);
    store.failNext("put");
    await expect(handle(kinesisEvent(payloadOf(["one"]), payloadOf(["two"], "audit")))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "2" }],
    });
  });

  test("a corrupt record that cannot be stored is a batch item failure", async () => {
    const { handle, store } = forwarderWith(scriptedSink());
    store.failNext("put");
    await expect(handle(kinesisEvent(Buffer.from("corrupt"), payloadOf(["one"])))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "1" }],
    });
  });

  test("a malformed record is quarantined, and the events of the other records are delivered", async () => {
    const { sink, bodies } = recordingSink();
    const { handle, store } = forwarderWith(sink);
    const { Records: records } = kinesisEvent(payloadOf(["one"]), payloadOf(["two"], "audit"));
    await expect(handle({ Records: [{ kinesis: {} }, ...records] })).resolves.toBeUndefined();
    expect({ sent: bodies.length, kept: store.objects.size }).toEqual({ sent: 2, kept: 1 });
  });

  test("a malformed record that cannot be stored is a batch item failure if it has a sequence number", async () => {
    const { handle, store } = forwarderWith(scriptedSink());
    store.failNext("put");
    const { Records: records } = kinesisEvent(payloadOf(["one"]));
    const malformed = { kinesis: { sequenceNumber: "7" } };
    await expect(handle({ Records: [...records, malformed] })).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "7" }],
    });
  });

  test("the invocation fails if a record without a sequence number cannot be stored, whatever else failed", async () => {
    const { handle, store } = forwarderWith(scriptedSink());
    store.failNext("put");
    store.failNext("put");
    const { Records: records } = kinesisEvent(Buffer.from("corrupt"));
    await expect(handle({ Records: [{ kinesis: {} }, ...records] })).rejects.toThrow("payload not stored");
  });

  test("a record without a sequence number is never postponed, because it could not be retried", async () => {
    const flood = payloadOf(["x".repeat(30 * 1024 * 1024)]);
    const { handle, reports, store } = forwarderWith(scriptedSink());
    const { Records: records } = kinesisEvent(flood, flood, flood, flood);
    await expect(handle({ Records: [...records, { kinesis: {} }] })).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "4" }],
    });
    expect(reports).toMatchObject([{ postponed: 1, skippedPayloads: [{ outcome: "quarantined" }] }]);
    expect(store.objects.size).toBe(1);
  });

  test("records beyond the memory limit of an invocation are batch item failures", async () => {
    const flood = payloadOf(["x".repeat(30 * 1024 * 1024)]);
    const { handle, reports } = forwarderWith(scriptedSink());
    await expect(handle(kinesisEvent(flood, flood, flood, flood))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: "4" }],
    });
    expect(reports).toMatchObject([{ postponed: 1 }]);
  });
});

test("neither the report nor the error contains log text", async () => {
  const failing = scriptedSink({
    encode() {
      throw new Error("made-up-text");
    },
  });
  const { handle, reports, store } = forwarderWith(failing);
  store.failNext("put");
  const error: unknown = await handle(subscriptionEvent(["made-up-text"])).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain("encoding failed: Error");
  expect(`${String(error)}${JSON.stringify(reports)}`).not.toContain("made-up-text");
});

test("the function reads its environment variables at the first invocation, and names a missing one", async () => {
  await expect(handler(subscriptionEvent([]), CONTEXT as Context)).rejects.toThrow("ENVIRONMENT is missing");
});

/** What the handler reports about the received events. */
async function reportedPositions(mode: DebugMode | undefined) {
  const reported: unknown[] = [];
  const handle = createHandler({
    ...{ environment: ENVIRONMENT, redactorProvider, store: memoryStore(), clock: virtualClock() },
    sinkProvider: () => Promise.resolve([scriptedSink()]),
    sampleRates: {},
    readDebugMode: () => Promise.resolve(mode),
    report: (_, positions) => reported.push(positions),
  });
  await handle(subscriptionEvent(["made-up text", "another"]), CONTEXT);
  return reported;
}

test("in debug mode, the report has the ids of the received events, and not their text", async () => {
  const reported = await reportedPositions(DEBUG_MODE);
  expect(reported).toEqual([
    [expect.objectContaining({ logGroup: "/inventorysync/staging/application", events: 2 })],
  ]);
  expect(JSON.stringify(reported)).not.toContain("text");
});

test.each([
  ["in a debug mode of another level", { ...DEBUG_MODE, level: "ERROR" as const }],
  ["without debug mode", undefined],
])("%s, the report has no ids", async (_, mode) => {
  expect(await reportedPositions(mode)).toEqual([undefined]);
});

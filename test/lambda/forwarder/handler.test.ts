import { createHandler, handler } from "../../../lambda/forwarder/handler";
import type { OpenedSink } from "../../../lambda/forwarder/open-sinks";
import type { Invocation } from "../../../lambda/forwarder/report";
import type { Sink } from "../../../lambda/forwarder/sinks/sink";
import {
  CONTROL_MESSAGE,
  dataMessage,
  ENVIRONMENT,
  packed,
  subscriptionEvent,
} from "../../fixtures/forwarder/subscription-event";
import { scriptedSink } from "../../fixtures/forwarder/scripted-sink";

/** The handler with these sinks, and what it reported and sent. */
function forwarderWith(...opened: readonly OpenedSink[]) {
  const reports: Invocation[] = [];
  const openSinks = jest.fn(() => Promise.resolve(opened));
  const report = (invocation: Invocation) => reports.push(invocation);
  return { handle: createHandler({ environment: ENVIRONMENT, openSinks, report }), openSinks, reports };
}

/** A sink that keeps what it was sent. */
function recordingSink() {
  const bodies: string[] = [];
  const sink: Sink = {
    ...scriptedSink(),
    send(batch) {
      bodies.push(...batch.map(({ body }) => body));
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  };
  return { sink, bodies };
}

test("lines reach every sink, parsed and redacted, and the invocation is reported", async () => {
  const { sink, bodies } = recordingSink();
  const { handle, reports } = forwarderWith(
    { sink },
    { sink: scriptedSink({ name: "sentry", wants: () => false }) },
  );
  const address = ["jane", "example.com"].join("@");
  await handle(subscriptionEvent([`receipt sent to ${address}`, '{"level":"warn","apiKey":"made-up"}']));
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { "@timestamp": "2026-01-01T00:00:00.000Z", message: "receipt sent to [redacted:email]" },
    {
      "@timestamp": "2026-01-01T00:00:00.001Z",
      level: "WARNING",
      attributes: { apiKey: "[redacted:token]" },
    },
  ]);
  expect(reports).toMatchObject([
    {
      ...{ payload: "events", events: 2, replacements: 2, redactionFailures: 0 },
      origin: { logGroup: "/inventorysync/staging/application", logStream: "inventorysync-api" },
      ledgers: [
        { sink: "datadog", delivered: 2 },
        { sink: "sentry", filtered: 2 },
      ],
    },
  ]);
});

const LONG = `{"message":"${"x".repeat(256 * 1024 - 12)}`;
test.each([
  ["plain text", "[INFO] Booting worker with pid: 17"],
  ["broken JSON", '{"level": "ERROR", "message": "cut sho'],
  ["a 256 KB line cut short", LONG],
  ["an emoji", "connection closed \u{1F4A5}"],
  ["NUL bytes", "binary\u0000tail"],
])("%s is delivered whole", async (_, line) => {
  const { sink, bodies } = recordingSink();
  await forwarderWith({ sink }).handle(subscriptionEvent([line]));
  expect(bodies.map((body) => (JSON.parse(body) as { message: string }).message)).toEqual([line]);
});

test.each([
  ["a control message", packed(JSON.stringify(CONTROL_MESSAGE)), "control"],
  ["an empty batch", subscriptionEvent([]), "events"],
])("%s is reported and asks nothing of any sink", async (_, event, payload) => {
  const { handle, openSinks, reports } = forwarderWith();
  await handle(event);
  expect(reports).toMatchObject([{ payload, events: 0, ledgers: [] }]);
  expect(openSinks).not.toHaveBeenCalled();
});

test.each([
  [
    "corrupt gzip",
    { awslogs: { data: "bm90IGd6aXA=" } },
    "the payload was refused: awslogs.data is not base64 of gzip",
  ],
  [
    "another group's events",
    packed(JSON.stringify({ ...dataMessage(["a line"]), logGroup: "/aws/lambda/other" })),
    "the payload was refused: log group /aws/lambda/other is none of the logs of staging",
  ],
])("%s fails the invocation, which is reported first", async (_, event, message) => {
  const { handle, reports } = forwarderWith({ sink: scriptedSink() });
  await expect(handle(event)).rejects.toThrow(message);
  expect(reports).toMatchObject([{ payload: "refused" }]);
});

test("an invocation with an undelivered event fails, and the other sink has all events", async () => {
  const { sink, bodies } = recordingSink();
  const busy = scriptedSink({ name: "sentry", answer: () => ({ kind: "park", afterMs: 0, reason: "429" }) });
  const { handle, reports } = forwarderWith({ sink: busy }, { sink });
  await expect(handle(subscriptionEvent(["a line", "another"]))).rejects.toThrow(
    /^sentry: 2 undelivered \(2 × "429"\) of 2; no event is lost/,
  );
  expect(bodies).toHaveLength(2);
  expect(reports).toHaveLength(1);
});

test("a rejected event fails the invocation", async () => {
  const strict = scriptedSink({ answer: () => ({ kind: "reject", reason: "400" }) });
  await expect(forwarderWith({ sink: strict }).handle(subscriptionEvent(["a line"]))).rejects.toThrow(
    "1 rejected",
  );
});

test("a sink whose secret cannot be read fails alone, and the invocation with it", async () => {
  const { sink, bodies } = recordingSink();
  const { handle } = forwarderWith({ name: "sentry", unavailable: "secret dsn cannot be read" }, { sink });
  await expect(handle(subscriptionEvent(["a line"]))).rejects.toThrow(
    'sentry: 1 undelivered (1 × "secret dsn cannot be read") of 1',
  );
  expect(bodies).toHaveLength(1);
});

test("neither the report nor the failure holds any text of the log", async () => {
  const failing = scriptedSink({
    encode() {
      throw new Error("made-up-text");
    },
  });
  const { handle, reports } = forwarderWith({ sink: failing });
  const error: unknown = await handle(subscriptionEvent(["made-up-text"])).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain("encoding failed: Error");
  expect(`${String(error)}${JSON.stringify(reports)}`).not.toContain("made-up-text");
});

test("the function reads its environment at the first invocation, and says what is missing", async () => {
  await expect(handler(subscriptionEvent([]))).rejects.toThrow("ENVIRONMENT is missing");
});

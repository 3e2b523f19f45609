import type { Sink } from "../../../lambda/delivery/sinks/sink";
import { createHandler } from "../../../lambda/forwarder/handler";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { scriptedSink } from "../../fixtures/delivery/scripted-sink";
import { ENVIRONMENT, payloadOf } from "../../fixtures/delivery/subscription-event";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";
import { redactorProvider } from "../../fixtures/redaction/redactor-provider";

const CONTEXT = { getRemainingTimeInMillis: () => 60_000 };

function forwarderWith(...sinks: readonly Sink[]) {
  const store = memoryStore();
  const handle = createHandler({
    ...{ environment: ENVIRONMENT, redactorProvider, store, clock: virtualClock(), sampleRates: {} },
    sinkProvider: () => Promise.resolve(sinks),
    report: () => undefined,
  });
  return { handle: (event: unknown) => handle(event, CONTEXT), store };
}

const resendOf = (sink: string, ...payloads: readonly Uint8Array[]) => ({
  resend: { sink, data: payloads.map((payload) => Buffer.from(payload).toString("base64")) },
});

test("a resend request reaches its sink alone, with all of its payloads, and returns their outcomes", async () => {
  const sinks = [scriptedSink({ name: "opensearch" }), scriptedSink({ name: "datadog" })] as const;
  const { handle } = forwarderWith(...sinks);
  const response = await handle(resendOf("datadog", payloadOf(["one"]), payloadOf(["two"], "performance")));
  expect(response).toMatchObject({
    ledger: { sink: "datadog", received: 2, delivered: 2 },
    redactionFailures: 0,
  });
  expect(sinks.map(({ requests }) => requests.flat().length)).toEqual([0, 2]);
});

test("a resend request is sent as a possible duplicate and is not aggregated, so that its events keep their ids", async () => {
  const attempts: boolean[] = [];
  const aggregate = jest.fn();
  const sink: Sink = {
    ...scriptedSink({ name: "sentry", aggregate }),
    send(batch, { mayBeDuplicate }) {
      attempts.push(mayBeDuplicate);
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  };
  await forwarderWith(sink).handle(resendOf("sentry", payloadOf(["one"])));
  expect(attempts).toEqual([true]);
  expect(aggregate).not.toHaveBeenCalled();
});

test("events that the sink does not accept are parked for that sink", async () => {
  const answer = () => ({ kind: "park", reason: "401" }) as const;
  const { handle, store } = forwarderWith(
    scriptedSink({ name: "datadog", answer }),
    scriptedSink({ name: "sentry" }),
  );
  expect(await handle(resendOf("datadog", payloadOf(["one"])))).toMatchObject({ ledger: { parked: 1 } });
  expect([...store.objects.keys()]).toEqual([expect.stringMatching(/^parked\/datadog\//) as string]);
});

test("a resend request for a sink of another function fails, and reaches no sink", async () => {
  const sink = scriptedSink({ name: "sentry" });
  await expect(forwarderWith(sink).handle(resendOf("datadog", payloadOf(["one"])))).rejects.toThrow(
    "this function does not serve the sink datadog, only sentry",
  );
  expect(sink.requests).toEqual([]);
});

test.each([
  ["an unknown sink", resendOf("splunk", payloadOf(["one"]))],
  ["data that is no list of texts", { resend: { sink: "datadog", data: [1] } }],
])("a resend request with %s reaches no sink and is quarantined", async (_, event) => {
  const sink = scriptedSink();
  const { handle, store } = forwarderWith(sink);
  await handle(event);
  expect(sink.requests).toEqual([]);
  expect([...store.objects.keys()]).toEqual([expect.stringMatching(/^quarantine\/undecodable\//) as string]);
});

import type { SinkName } from "../../../catalog";
import type { RawEvent } from "../../../lambda/forwarder/raw-event";
import type { SampleRates } from "../../../lambda/forwarder/sampling";
import { createDecider } from "../../../ops/reconcile/logged-event";
import { logEvents } from "../../fixtures/delivery/log-events";

const decider = (rates: SampleRates = {}) =>
  createDecider({
    sampleRates: new Map<SinkName, SampleRates>([
      ["opensearch", rates],
      ["sentry", rates],
      ["datadog", rates],
    ]),
  });

function rawEvent(message: string, log: RawEvent["log"] = "application"): RawEvent {
  const [event] = logEvents(1);
  if (!event) throw new Error("no event");
  const { id, timestamp, origin } = event;
  return { id, timestamp, origin, log, message };
}

const ERROR = '{"level":"ERROR","message":"made up"}';

test.each<[string, RawEvent, object]>([
  [
    "INFO of a log for all",
    rawEvent('{"level":"INFO"}'),
    { opensearch: "expected", sentry: "filtered", datadog: "expected" },
  ],
  [
    "ERROR of a log for all",
    rawEvent(ERROR),
    { opensearch: "expected", sentry: "expected", datadog: "expected" },
  ],
  [
    "ERROR of the audit log",
    rawEvent(ERROR, "audit"),
    { opensearch: "expected", sentry: "filtered", datadog: "filtered" },
  ],
  [
    "text of the application log",
    rawEvent("text"),
    { opensearch: "expected", sentry: "filtered", datadog: "expected" },
  ],
])("%s is decided on as by the forwarder", (_, event, decisions) => {
  expect(decider()(event, false).decisions).toEqual(decisions);
});

test("the sampling rate leaves events out, but no error", () => {
  const decide = decider({ application: 0.000_001 });
  expect(decide(rawEvent('{"level":"INFO"}'), false).decisions.datadog).toBe("sampled");
  expect(decide(rawEvent(ERROR), false).decisions.datadog).toBe("expected");
});

test("the time of an event is that of its log record, as at the sinks", () => {
  const own = "2026-03-01T12:00:00.123456Z";
  expect(decider()(rawEvent(JSON.stringify({ "@timestamp": own })), false).time).toBe(
    Date.parse("2026-03-01T12:00:00.123Z"),
  );
  const event = rawEvent("text");
  expect(decider()(event, false).time).toBe(event.timestamp);
});

test("errors that differ in redacted data alone have one fingerprint, and other events have none", () => {
  const address = (name: string) => [name, "example.com"].join("@");
  const error = (text: string) => rawEvent(JSON.stringify({ level: "ERROR", message: text }));
  const decide = decider();
  const [one, other, different] = [
    error(`mail to ${address("jane")} failed`),
    error(`mail to ${address("joe")} failed`),
    error("another failure"),
  ].map((event) => decide(event, false).fingerprint);
  expect(one).toBe(other);
  expect(one).not.toBe(different);
  expect(decide(rawEvent("text"), false)).not.toHaveProperty("fingerprint");
});

test("no text of the line is kept", () => {
  expect(
    JSON.stringify(decider()(rawEvent('{"level":"INFO","message":"a made-up text"}'), false)),
  ).not.toContain("made-up");
});

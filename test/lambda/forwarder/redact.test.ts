import { parseEvent } from "../../../lambda/forwarder/parse";
import type { RawEvent } from "../../../lambda/forwarder/raw-event";
import { redactEvents } from "../../../lambda/forwarder/redact";
import { createRedactor } from "../../../lambda/redaction";
import { MAX_CHARACTERS } from "../../../lambda/redaction/redactor";
import { logEvents } from "../../fixtures/delivery/log-events";

const redactor = createRedactor();

test("redaction keeps id, time, origin and log of every event, and drops its raw text", () => {
  const [event] = logEvents(1);
  const { events } = redactEvents(parsed(['{"level":"info","message":"m"}']), redactor);
  expect(events).toEqual([
    { ...event, record: { "@timestamp": "2026-01-01T00:00:00.000Z", level: "INFO", message: "m" } },
  ]);
});

test("records and plain text are redacted, and replacements are counted", () => {
  const { events, replacements, failures } = redactEvents(
    parsed([
      "retrying with password=made-up",
      '{"password":"made-up","level":"INFO"}',
      '{"password":"made-up',
    ]),
    redactor,
  );
  expect(JSON.stringify(events)).not.toContain("made-up");
  expect({ replacements, failures }).toEqual({ replacements: 3, failures: 0 });
});

test("an event whose redaction fails is withheld and counted, and the other events are unaffected", () => {
  const { events, failures } = redactEvents(parsed(["x".repeat(MAX_CHARACTERS + 1), "a line"]), redactor);
  expect(events.map(({ record }) => record.message)).toEqual([
    `[redaction failed: ${MAX_CHARACTERS + 1} characters withheld]`,
    "a line",
  ]);
  expect(failures).toBe(1);
});

test("the overrides of a log apply: audit logs keep IP addresses", () => {
  const [event] = raw(["signed in from 203.0.113.7"]);
  if (!event) throw new Error("no event");
  const logs = [event, { ...event, log: "security" as const }];
  expect(redactEvents(logs.map(parseEvent), redactor).events.map(({ record }) => record.message)).toEqual([
    "signed in from [redacted:ip]",
    "signed in from 203.0.113.7",
  ]);
});

function parsed(messages: readonly string[]) {
  return raw(messages).map(parseEvent);
}

function raw(messages: readonly string[]): RawEvent[] {
  return logEvents(messages.length).map(({ id, timestamp, log, origin }, index) => ({
    ...{ id, timestamp, log, origin },
    message: messages[index] ?? "",
  }));
}

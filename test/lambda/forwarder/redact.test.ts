import { parseEvent } from "../../../lambda/forwarder/parse";
import type { RawEvent } from "../../../lambda/forwarder/raw-event";
import { redactEvents, redactionDeadline, type RedactionTime } from "../../../lambda/forwarder/redact";
import { createRedactor } from "../../../lambda/redaction";
import { MAX_CHARACTERS } from "../../../lambda/redaction/redactor";
import { logEvents } from "../../fixtures/delivery/log-events";

const redactor = createRedactor();
const UNLIMITED: RedactionTime = { now: () => 0, deadline: Infinity };

test("redaction keeps id, time, origin and log of every event, and drops its raw text", () => {
  const [event] = logEvents(1);
  const { events } = redactEvents(parsed(['{"level":"info","message":"m"}']), redactor, UNLIMITED);
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
    UNLIMITED,
  );
  expect(JSON.stringify(events)).not.toContain("made-up");
  expect({ replacements, failures }).toEqual({ replacements: 3, failures: 0 });
});

test("an event whose redaction fails is withheld and counted, and the other events are unaffected", () => {
  const { events, failures } = redactEvents(
    parsed(["x".repeat(MAX_CHARACTERS + 1), "a line"]),
    redactor,
    UNLIMITED,
  );
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
  expect(
    redactEvents(logs.map(parseEvent), redactor, UNLIMITED).events.map(({ record }) => record.message),
  ).toEqual(["signed in from [redacted:ip]", "signed in from 203.0.113.7"]);
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

test("events after the deadline are withheld and counted, and the shortest lines come first", () => {
  const lines = ["a long line with password=made-up and more", "short", "a line of words"];
  const { events, failures, timeouts } = redactEvents(parsed(lines), redactor, ticking(2));
  expect(events.map(({ record }) => record.message)).toEqual([
    `[redaction failed: ${lines[0]?.length} characters withheld]`,
    "short",
    "a line of words",
  ]);
  expect({ failures, timeouts }).toEqual({ failures: 1, timeouts: 1 });
});

test("redaction may take half of the time until the deadline for sending", () => {
  expect(redactionDeadline(1_000, 41_000)).toBe(21_000);
});

test.each([
  ["little time", 1_500],
  ["no time", 0],
])("redaction has a second even if the invocation has %s left to send", (_, sendingDeadline) => {
  expect(redactionDeadline(1_000, sendingDeadline)).toBe(2_000);
});

/** Time that allows this many events, and passes with each question. */
function ticking(events: number): RedactionTime {
  let time = 0;
  return { now: () => time++, deadline: events };
}

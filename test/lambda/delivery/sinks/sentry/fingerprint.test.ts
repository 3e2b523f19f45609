import type { LogRecord } from "../../../../../catalog";
import { fingerprint } from "../../../../../lambda/delivery/sinks/sentry/fingerprint";
import { toException } from "../../../../../lambda/delivery/sinks/sentry/stacktrace";

const raisedAt = (line: number) =>
  toException({ type: "ValueError", value: "bad", stacktrace: [`File "sync.py", line ${line}, in run`] });

test("consists of the logger, the error type and the place where it was raised", () => {
  expect(fingerprint({ logger: "inventorysync.sync" }, raisedAt(88))).toEqual([
    "inventorysync.sync",
    "ValueError",
    "sync.py run",
  ]);
});

test("stays the same when a release moves the line", () => {
  expect(fingerprint({}, raisedAt(88))).toEqual(fingerprint({}, raisedAt(91)));
});

test("is the name of the event if there is no stack trace", () => {
  expect(fingerprint({ event: "signin.locked", message: "locked for 5 minutes" }, undefined)).toEqual([
    "signin.locked",
  ]);
});

test.each([
  ["an order number", "order 1001 failed", "order 1002 failed"],
  ["a request id", "request req-9f3a1c failed", "request req-77b1e0 failed"],
  ["an address", "no route to 10.0.0.1:443", "no route to 10.0.0.27:8443"],
  ["text beyond the limit", `failed ${"x".repeat(300)} a`, `failed ${"x".repeat(900)} b`],
])("is the same for messages that differ in %s", (_, one, other) => {
  expect(fingerprintOf({ message: one })).toEqual(fingerprintOf({ message: other }));
});

test("consists of the message if nothing else distinguishes the errors", () => {
  expect(fingerprintOf({ message: "disk full" })).not.toEqual(fingerprintOf({ message: "disk gone" }));
});

function fingerprintOf(record: LogRecord): string[] {
  return fingerprint(record, undefined);
}

import { failureMessage, summarize } from "../../../lambda/forwarder/report";
import { invocationOf, ledgerOf, EMPTY_INVOCATION } from "../../fixtures/delivery/invocation";

const SENTRY = ledgerOf({
  ...{ sink: "sentry", delivered: 1, filtered: 1, rejected: 1, unsettled: 1 },
  reasons: [
    { state: "rejected", reason: "400 bad envelope", events: 1 },
    { state: "unsettled", reason: "503", events: 1 },
  ],
});
const RETRY_EXPLANATION =
  /Lambda retries this invocation, then sends its payload to the forwarder's on-failure destination/;

test("the summary describes an invocation in a sentence, by sink", () => {
  expect(summarize(invocationOf(ledgerOf(), SENTRY))).toBe(
    "4 events of /inventorysync/staging/application; opensearch: 4 delivered of 4; " +
      'sentry: 1 delivered, 1 rejected (1 × "400 bad envelope"), 1 filtered, 1 unsettled (1 × "503") of 4',
  );
});

test("an invocation whose ledgers balance does not fail", () => {
  expect(failureMessage(invocationOf(ledgerOf(), ledgerOf({ delivered: 0, filtered: 4 })))).toBeUndefined();
});

test("the failure message has the sink, the counts, the reasons, and what happens to the events", () => {
  const failure = failureMessage(invocationOf(ledgerOf(), SENTRY));
  expect(failure).toMatch(/^sentry: 1 delivered, 1 rejected \(1 × "400 bad envelope"\)/);
  expect(failure).toMatch(RETRY_EXPLANATION);
  expect(failure).not.toContain("opensearch");
});

test.each(["parked", "rejected", "filtered", "sampled"])(
  "an event that is %s does not fail the invocation",
  (outcome) => {
    expect(failureMessage(invocationOf(ledgerOf({ delivered: 3, [outcome]: 1 })))).toBeUndefined();
  },
);

test.each([
  ["quarantined", undefined],
  ["ignored", undefined],
  ["failed", "payload not stored: it is not gzip; no event is lost"],
] as const)("the summary names a payload that is %s", (outcome, failure) => {
  const invocation = { ...EMPTY_INVOCATION, skippedPayloads: [{ reason: "it is not gzip", outcome }] };
  expect(summarize(invocation)).toBe(`payload ${outcome}: it is not gzip`);
  expect(failureMessage(invocation)?.slice(0, failure?.length)).toBe(failure);
});

test("the summary names a control message, which does not fail the invocation", () => {
  const control = { ...EMPTY_INVOCATION, controlMessages: 1 };
  expect(failureMessage(control)).toBeUndefined();
  expect(summarize(control)).toBe("control message: CloudWatch Logs can reach the forwarder");
});

test("the summary names an invocation without events", () => {
  expect(summarize(EMPTY_INVOCATION)).toBe("nothing to forward");
  expect(summarize({ ...EMPTY_INVOCATION, postponed: 3 })).toBe(
    "3 payloads postponed to the next invocation",
  );
});

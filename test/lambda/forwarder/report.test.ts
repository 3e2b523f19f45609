import { failureOf, type Invocation, summarize } from "../../../lambda/forwarder/report";
import { invocationOf, ledgerOf } from "../../fixtures/forwarder/invocation";

const SENTRY = ledgerOf({
  ...{ sink: "sentry", delivered: 1, filtered: 1, rejected: 1, undelivered: 1 },
  reasons: [
    { of: "rejected", reason: "400 bad envelope", events: 1 },
    { of: "undelivered", reason: "503", events: 1 },
  ],
});
const WHERE =
  /Lambda tries this invocation twice again, then puts its payload on the forwarder's on-failure queue/;

test("an invocation is told in a sentence, sink by sink", () => {
  expect(summarize(invocationOf(ledgerOf(), SENTRY))).toBe(
    "4 events of /inventorysync/staging/application; opensearch: 4 delivered of 4; " +
      'sentry: 1 delivered, 1 rejected (1 × "400 bad envelope"), 1 filtered, 1 undelivered (1 × "503") of 4',
  );
});

test("an invocation whose ledgers balance does not fail", () => {
  expect(failureOf(invocationOf(ledgerOf(), ledgerOf({ delivered: 0, filtered: 4 })))).toBeUndefined();
});

test("a failure names the sink, the counts, the reasons, and where the events are", () => {
  const failure = failureOf(invocationOf(ledgerOf(), SENTRY));
  expect(failure).toMatch(/^sentry: 1 delivered, 1 rejected \(1 × "400 bad envelope"\)/);
  expect(failure).toMatch(WHERE);
  expect(failure).not.toContain("opensearch");
});

test.each([{ undelivered: 1 }, { rejected: 1 }])("a ledger with %j fails the invocation", (change) => {
  expect(failureOf(invocationOf(ledgerOf({ delivered: 3, ...change })))).toMatch(WHERE);
});

test("a refused payload fails the invocation with its reason", () => {
  const refused: Invocation = {
    ...invocationOf(),
    payload: "refused",
    reason: "awslogs.data is not base64 of gzip",
  };
  expect(failureOf(refused)).toMatch(/^the payload was refused: awslogs.data is not base64 of gzip; /);
  expect(summarize(refused)).toBe("payload refused: awslogs.data is not base64 of gzip");
});

test("a control message is told and does not fail", () => {
  const control: Invocation = { ...invocationOf(), payload: "control" };
  expect(failureOf(control)).toBeUndefined();
  expect(summarize(control)).toBe("control message: CloudWatch Logs reaches the forwarder");
});

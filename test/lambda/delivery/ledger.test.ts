import { LEDGER_METRICS, METRICS } from "../../../catalog";
import { OUTCOMES, createLedgerBuilder } from "../../../lambda/delivery/ledger";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import { logEvents } from "../../fixtures/delivery/log-events";

test("an event that nobody settled is undelivered", () => {
  const events = logEvents(3);
  const account = createLedgerBuilder("sentry", events);
  account.settle(eventAt(events, 0), "delivered");
  account.settle(eventAt(events, 1), "filtered");
  expect(account.build().unsettled).toEqual([events[2]]);
  expect(account.build().ledger).toEqual({
    ...{
      sink: "sentry",
      received: 3,
      delivered: 1,
      parked: 0,
      rejected: 0,
      filtered: 1,
      sampled: 0,
      unsettled: 1,
    },
    reasons: [{ state: "unsettled", reason: "not settled by the forwarder", events: 1 }],
  });
});

test.each(OUTCOMES)("a ledger with all its events %s balances", (outcome) => {
  const events = logEvents(2);
  const account = createLedgerBuilder("sentry", events);
  for (const event of events) account.settle(event, outcome, "a reason");
  expect(account.build().ledger).toMatchObject({ received: 2, [outcome]: 2, unsettled: 0 });
});

test("an event that was lost before the account was opened is undelivered", () => {
  const events = logEvents(1);
  const account = createLedgerBuilder("sentry", events, 3);
  account.settle(eventAt(events, 0), "delivered");
  expect(account.build().ledger).toMatchObject({ received: 3, delivered: 1, unsettled: 2 });
});

test("events that are parked or rejected have their reasons", () => {
  const events = logEvents(3);
  const account = createLedgerBuilder("sentry", events);
  account.settle(eventAt(events, 0), "parked", "503");
  account.settle(eventAt(events, 1), "rejected", "400");
  account.settle(eventAt(events, 2), "delivered");
  expect(account.build().ledger.reasons).toEqual([
    { state: "parked", reason: "503", events: 1 },
    { state: "rejected", reason: "400", events: 1 },
  ]);
});

test("an event can be settled once only", () => {
  const events = logEvents(1);
  const account = createLedgerBuilder("sentry", events);
  account.settle(eventAt(events, 0), "delivered");
  expect(() => {
    account.settle(eventAt(events, 0), "delivered");
  }).toThrow("sentry: event event-0 was settled before or never received; settle each event once");
});

test("an event of another invocation cannot be settled", () => {
  const account = createLedgerBuilder("sentry", logEvents(1));
  expect(() => {
    account.settle(eventAt(logEvents(1), 0), "delivered");
  }).toThrow("never received");
});

test("an event that was left and settled after all needs no reason", () => {
  const events = logEvents(1);
  const account = createLedgerBuilder("sentry", events);
  account.leaveUnsettled(eventAt(events, 0), "503");
  account.settle(eventAt(events, 0), "delivered");
  expect(account.build().ledger.reasons).toEqual([]);
});

test("reasons are counted, the most frequent first, and kept few and short", () => {
  const events = logEvents(20);
  const account = createLedgerBuilder("sentry", events);
  for (const [index, event] of events.entries())
    account.leaveUnsettled(event, index < 8 ? "often" : `${index} ${"x".repeat(1_000)}`);
  const { reasons } = account.build().ledger;
  expect(reasons[0]).toEqual({ state: "unsettled", reason: "often", events: 8 });
  expect(reasons).toHaveLength(6);
  expect(reasons.at(-1)).toEqual({ state: "unsettled", reason: "other reasons", events: 8 });
  expect(Math.max(...reasons.map(({ reason }) => reason.length))).toBe(600);
});

test("the catalogue has a metric for what a ledger received and for each outcome", () => {
  expect(LEDGER_METRICS).toEqual([METRICS.received, ...OUTCOMES.map((outcome) => METRICS[outcome])]);
});

function eventAt(events: readonly LogEvent[], index: number): LogEvent {
  const event = events[index];
  if (!event) throw new Error(`no event ${index}`);
  return event;
}

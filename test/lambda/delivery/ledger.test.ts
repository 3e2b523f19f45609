import { LEDGER_METRICS, METRICS } from "../../../catalog";
import { addLedgers, OUTCOMES, createLedgerBuilder, formatLedger } from "../../../lambda/delivery/ledger";
import type { LogEvent } from "../../../lambda/delivery/log-event";
import { logEvents } from "../../fixtures/delivery/log-events";

test("an event without an outcome is unsettled", () => {
  const events = logEvents(3);
  const builder = createLedgerBuilder("sentry", events);
  builder.settle(eventAt(events, 0), "delivered");
  builder.settle(eventAt(events, 1), "filtered");
  expect(builder.build().unsettled).toEqual([events[2]]);
  expect(builder.build().ledger).toEqual({
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

test.each(OUTCOMES)("a ledger balances when all its events are %s", (outcome) => {
  const events = logEvents(2);
  const builder = createLedgerBuilder("sentry", events);
  for (const event of events) builder.settle(event, outcome, "a reason");
  expect(builder.build().ledger).toMatchObject({ received: 2, [outcome]: 2, unsettled: 0 });
});

test("an event that was received but not decoded is unsettled", () => {
  const events = logEvents(1);
  const builder = createLedgerBuilder("sentry", events, { received: 3, filtered: 0 });
  builder.settle(eventAt(events, 0), "delivered");
  expect(builder.build().ledger).toMatchObject({ received: 3, delivered: 1, unsettled: 2 });
});

test("parked and rejected events have their reasons in the ledger", () => {
  const events = logEvents(3);
  const builder = createLedgerBuilder("sentry", events);
  builder.settle(eventAt(events, 0), "parked", "503");
  builder.settle(eventAt(events, 1), "rejected", "400");
  builder.settle(eventAt(events, 2), "delivered");
  expect(builder.build().ledger.reasons).toEqual([
    { state: "parked", reason: "503", events: 1 },
    { state: "rejected", reason: "400", events: 1 },
  ]);
});

test("an event that is parked without a reason is counted as such", () => {
  const events = logEvents(1);
  const builder = createLedgerBuilder("sentry", events);
  builder.settle(eventAt(events, 0), "parked");
  expect(builder.build().ledger.reasons).toEqual([{ state: "parked", reason: "no reason given", events: 1 }]);
});

test("settling an event twice throws", () => {
  const events = logEvents(1);
  const builder = createLedgerBuilder("sentry", events);
  builder.settle(eventAt(events, 0), "delivered");
  expect(() => {
    builder.settle(eventAt(events, 0), "delivered");
  }).toThrow("sentry: event event-0 was settled before or never received; settle each event once");
});

test("settling an event of another invocation throws", () => {
  const builder = createLedgerBuilder("sentry", logEvents(1));
  expect(() => {
    builder.settle(eventAt(logEvents(1), 0), "delivered");
  }).toThrow("never received");
});

test("an unsettled event that is settled later has no reason", () => {
  const events = logEvents(1);
  const builder = createLedgerBuilder("sentry", events);
  builder.leaveUnsettled(eventAt(events, 0), "503");
  builder.settle(eventAt(events, 0), "delivered");
  expect(builder.build().ledger.reasons).toEqual([]);
});

test("reasons are sorted by count, limited in number and truncated", () => {
  const events = logEvents(20);
  const builder = createLedgerBuilder("sentry", events);
  for (const [index, event] of events.entries())
    builder.leaveUnsettled(event, index >= 12 ? "often" : `${index} ${"x".repeat(1_000)}`);
  const { reasons } = builder.build().ledger;
  expect(reasons[0]).toEqual({ state: "unsettled", reason: "often", events: 8 });
  expect(reasons).toHaveLength(6);
  expect(reasons.at(-1)).toEqual({ state: "unsettled", reason: "other reasons", events: 8 });
  expect(Math.max(...reasons.map(({ reason }) => reason.length))).toBe(600);
});

test("the ledgers of two parts are added, with their reasons", () => {
  const partOf = (reasons: readonly string[]) => {
    const events = logEvents(reasons.length + 1);
    const builder = createLedgerBuilder("sentry", events);
    builder.settle(eventAt(events, 0), "delivered");
    for (const [index, reason] of reasons.entries())
      builder.settle(eventAt(events, index + 1), "parked", reason);
    return builder.build().ledger;
  };
  const many = ["a", "a", "b", "c", "d", "e", "f", "g"];
  expect(addLedgers(partOf(many), partOf(["g", "g", "h"]))).toMatchObject({
    ...{ received: 13, delivered: 2, parked: 11, unsettled: 0 },
    reasons: [
      { state: "parked", reason: "a", events: 2 },
      { state: "parked", reason: "g", events: 2 },
      { state: "parked", reason: "b", events: 1 },
      { state: "parked", reason: "c", events: 1 },
      { state: "parked", reason: "d", events: 1 },
      { state: "parked", reason: "other reasons", events: 4 },
    ],
  });
});

test("a ledger is described by its outcomes, each with its reasons", () => {
  const events = logEvents(4);
  const builder = createLedgerBuilder("sentry", events);
  builder.settle(eventAt(events, 0), "delivered");
  builder.settle(eventAt(events, 1), "parked", "503");
  builder.settle(eventAt(events, 2), "parked", "503");
  builder.settle(eventAt(events, 3), "parked", "429");
  expect(formatLedger(builder.build().ledger)).toBe(
    'sentry: 1 delivered, 3 parked (2 × "503", 1 × "429") of 4',
  );
});

test("a ledger without events is described as nothing", () => {
  const { ledger } = createLedgerBuilder("sentry", []).build();
  expect(formatLedger(ledger)).toBe("sentry: nothing of 0");
});

test("the catalogue has a metric for received events and for each outcome", () => {
  expect(LEDGER_METRICS).toEqual([METRICS.received, ...OUTCOMES.map((outcome) => METRICS[outcome])]);
});

function eventAt(events: readonly LogEvent[], index: number): LogEvent {
  const event = events[index];
  if (!event) throw new Error(`no event ${index}`);
  return event;
}

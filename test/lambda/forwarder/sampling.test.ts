import { createSampler } from "../../../lambda/forwarder/sampling";
import { logEvents } from "../../fixtures/delivery/log-events";

const EVENTS = logEvents(10_000);

test.each([0.05, 0.25, 0.9])("a sampling rate of %f keeps about that share of the events", (rate) => {
  const kept = EVENTS.filter(createSampler({ application: rate }));
  expect(Math.abs(kept.length / EVENTS.length - rate)).toBeLessThan(0.02);
});

test("every delivery keeps the same events", () => {
  const rates = { application: 0.5 };
  const copies = EVENTS.map((event) => ({ ...event }));
  expect(copies.filter(createSampler(rates))).toEqual(EVENTS.filter(createSampler(rates)));
});

test("a log without a sampling rate keeps every event", () => {
  expect(EVENTS.filter(createSampler({ performance: 0.001 }))).toHaveLength(EVENTS.length);
});

test.each(["ERROR", "CRITICAL"] as const)("a record of level %s is kept at any rate", (level) => {
  const errors = EVENTS.map((event) => ({ ...event, record: { level } }));
  expect(errors.filter(createSampler({ application: 0.001 }))).toHaveLength(EVENTS.length);
});

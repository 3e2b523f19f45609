import { ALARMS, serviceLevelById } from "../../../catalog";
import { alarmOf } from "../../../scripts/docs/service-levels";
import { simulateAlarm, type Trace, usedBudget } from "../../../scripts/service-levels/simulate";

const HOUR = 60;
const DAY = 24 * HOUR;

/** `share` of the requests of each minute from `from` to `to` are bad. */
function trace(length: number, requestsPerMinute: number, share: number, from: number, to: number): Trace {
  return {
    requests: Array.from({ length }, () => requestsPerMinute),
    bad: Array.from({ length }, (_, minute) =>
      minute >= from && minute < to ? requestsPerMinute * share : 0,
    ),
  };
}

const fast = alarmOf("availability", "fast");
const slow = alarmOf("availability", "slow");

test("without failures, and without requests, nothing fires", () => {
  for (const requests of [100, 0])
    for (const alarm of [fast, slow])
      expect(simulateAlarm(alarm, trace(4 * DAY, requests, 0, 0, 0))).toEqual([]);
});

test("an outage fires once the hour has lost 2 % of the budget, and ends with the short window", () => {
  // 1.44 % of the 6,000 requests of an hour are 86.4, fewer than the 100 of one minute.
  expect(simulateAlarm(fast, trace(DAY, 100, 1, 6 * HOUR, 7 * HOUR))).toEqual([
    { from: 6 * HOUR + 1, to: 7 * HOUR + 30 },
  ]);
});

test("a burn rate just below the threshold never fires, and one at it does", () => {
  const lasting = (share: number) => simulateAlarm(fast, trace(2 * DAY, 10_000, share, 0, 2 * DAY));
  expect(lasting(0.0059)).toEqual([]);
  expect(lasting(0.006)).toEqual([{ from: 1, to: undefined }]);
});

test("the slow burn rate needs three days of failures at exactly the budget's rate", () => {
  const activations = simulateAlarm(slow, trace(8 * DAY, 10_000, 0.001, 3 * DAY, 8 * DAY));
  expect(activations).toEqual([{ from: 6 * DAY, to: undefined }]);
});

test("the window of three days is evaluated once an hour only", () => {
  const [activation] = simulateAlarm(slow, trace(8 * DAY, 10_000, 0.01, 3 * DAY + 7, 8 * DAY));
  expect(activation?.from).toBeGreaterThan(3 * DAY);
  expect((activation?.from ?? 1) % HOUR).toBe(0);
});

test("with little traffic, nine failures in an hour do not fire, and ten do", () => {
  expect(simulateAlarm(fast, trace(DAY, 1, 1, 6 * HOUR, 6 * HOUR + 9))).toEqual([]);
  expect(simulateAlarm(fast, trace(DAY, 1, 1, 6 * HOUR, 6 * HOUR + 10))).toMatchObject([
    { from: 6 * HOUR + 10 },
  ]);
});

test("failures that have ended no longer fire: the short windows are empty", () => {
  const [activation, ...others] = simulateAlarm(fast, trace(DAY, 100, 1, 6 * HOUR, 6 * HOUR + 1));
  expect(others).toEqual([]);
  expect(activation?.to).toBeLessThanOrEqual(6 * HOUR + 1 + 30);
});

test("the used budget is the share of all requests of the window that may be bad", () => {
  const serviceLevel = serviceLevelById("availability");
  expect(usedBudget(serviceLevel, trace(HOUR, 100, 1, 0, 43.2), HOUR, 100)).toBeCloseTo(44 / 43.2);
});

test("an alarm without burn rates is not simulated", () => {
  const alarm = ALARMS.find(({ id }) => id === "error-spike");
  if (!alarm) throw new Error("no alarm error-spike");
  expect(() => simulateAlarm(alarm, trace(1, 1, 0, 0, 0))).toThrow("error-spike has no burn rates");
});

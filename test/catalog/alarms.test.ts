import { ALARMS } from "../../catalog";

test("every alarm has a unique id", () => {
  expect(new Set(ALARMS.map(({ id }) => id)).size).toBe(ALARMS.length);
});

test.each(ALARMS)(
  "$id has at most as many datapoints to alarm as evaluation periods",
  ({ breaches: [count, ofLast] }) => {
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(ofLast);
  },
);

import { ALARMS } from "../../catalog";

test("every alarm has an id of its own", () => {
  expect(new Set(ALARMS.map(({ id }) => id)).size).toBe(ALARMS.length);
});

test.each(ALARMS)("$id needs no more breaches than it looks at", ({ breaches: [count, ofLast] }) => {
  expect(count).toBeGreaterThanOrEqual(1);
  expect(count).toBeLessThanOrEqual(ofLast);
});

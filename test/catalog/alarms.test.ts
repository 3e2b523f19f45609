import { type Alarm, ALARMS, QUESTIONS } from "../../catalog";

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

test("every question of an alarm exists, and at least one alarm has a question", () => {
  const questions = ALARMS.flatMap((alarm: Alarm) => alarm.question ?? []);
  expect(questions).not.toHaveLength(0);
  expect(QUESTIONS.map(({ id }) => id)).toEqual(expect.arrayContaining(questions));
});

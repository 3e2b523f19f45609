import {
  type Alarm,
  alarmForm,
  ALARMS,
  conditionAlarmIds,
  conditionsOf,
  QUESTIONS,
  type ThresholdParameters,
  thresholdValue,
} from "../../../catalog";

const DAY = 1_440;
const CONDITIONS = ALARMS.flatMap((alarm) =>
  conditionsOf(alarm).map((condition) => [alarm.id, condition] as const),
);
const SUPPRESSED = ALARMS.flatMap((alarm) => {
  const form = alarmForm(alarm);
  return form.kind === "composite" && form.suppressedBy !== undefined
    ? [[alarm, form.suppressedBy] as const]
    : [];
});

test("every alarm, and every condition of one, has an id of its own", () => {
  const ids = ALARMS.flatMap((alarm) => [alarm.id, ...conditionAlarmIds(alarm)]);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(CONDITIONS)("%s has at most as many datapoints to alarm as evaluation periods", (_, condition) => {
  const [count, ofLast] = condition.breaches;
  expect(count).toBeGreaterThanOrEqual(1);
  expect(count).toBeLessThanOrEqual(ofLast);
});

test.each(CONDITIONS)(
  "%s evaluates no more time than CloudWatch accepts",
  (_, { periodMinutes, breaches }) => {
    expect(periodMinutes * breaches[1]).toBeLessThanOrEqual(periodMinutes < 60 ? DAY : 7 * DAY);
  },
);

test.each(CONDITIONS)("%s has a reason for its threshold, and one for missing data", (_, condition) => {
  expect(condition.thresholdReason.length).toBeGreaterThan(15);
  expect(condition.missingDataReason.length).toBeGreaterThan(15);
});

test("every threshold is a number above 0 for an environment with all resources", () => {
  const parameters: ThresholdParameters = {
    errorSpike: 50,
    dailyIngestBytes: 2 ** 30,
    timeoutMs: 120_000,
    volumeMiB: 10_240,
    nodes: 3,
  };
  const thresholds = CONDITIONS.map(([, { threshold }]) =>
    thresholdValue("atLeast" in threshold ? threshold.atLeast : threshold.below, parameters),
  );
  expect(thresholds.filter((value) => !(value > 0))).toEqual([]);
});

test("every question of an alarm exists, and at least one alarm has a question", () => {
  const questions = ALARMS.flatMap((alarm: Alarm) => alarm.question ?? []);
  expect(questions).not.toHaveLength(0);
  expect(QUESTIONS.map(({ id }) => id)).toEqual(expect.arrayContaining(questions));
});

test.each(SUPPRESSED)(
  "$id is suppressed by an alarm of the same or a higher severity",
  (alarm, suppressor) => {
    const explains = ALARMS.find(({ id }) => id === suppressor);
    expect(explains).toBeDefined();
    expect(explains?.id).not.toBe(alarm.id);
    expect(["page", alarm.severity]).toContain(explains?.severity);
  },
);

test("at least one alarm is suppressed, and no alarm is suppressed by way of itself", () => {
  expect(SUPPRESSED.length).toBeGreaterThan(0);
  const suppressors = new Map(SUPPRESSED.map(([{ id }, suppressor]) => [id as string, suppressor]));
  for (const start of suppressors.keys()) {
    let next = suppressors.get(start);
    while (next !== undefined) {
      expect(next).not.toBe(start);
      next = suppressors.get(next);
    }
  }
});

/** Where log events may be lost to a sink for good, or InventorySync fails its users. */
test.each([
  "error-spike",
  "availability-burn-fast",
  "parking-age",
  "on-failure-queue-not-empty",
  "destination-delivery-failures",
  "delivery-errors",
  "domain-red",
] as const)("%s notifies in a deploy window too", (id) => {
  expect(ALARMS.find((alarm) => alarm.id === id)).toMatchObject({ id });
  expect(ALARMS.find((alarm) => alarm.id === id)?.mutedInDeployWindows).toBeUndefined();
});

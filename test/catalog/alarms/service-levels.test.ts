import {
  ALARMS,
  burnThreshold,
  conditionsOf,
  FAST_BURN,
  SERVICE_LEVELS,
  serviceLevelById,
  SLOW_BURN,
} from "../../../catalog";

/** The Site Reliability Workbook, "Alerting on SLOs", table 5-8: rate, windows and share of the budget in percent. */
test.each([
  [14.4, 60, 5, 2],
  [6, 360, 30, 5],
  [1, 4_320, 360, 10],
])(
  "the burn rate %d over %d and %d minutes uses up %d percent of the budget",
  (rate, longMinutes, shortMinutes, percent) => {
    expect([...FAST_BURN, ...SLOW_BURN]).toContainEqual({ rate, longMinutes, shortMinutes });
    const { windowDays } = serviceLevelById("availability");
    expect((100 * rate * longMinutes) / (windowDays * 1_440)).toBeCloseTo(percent);
  },
);

test.each([
  ["availability", 14.4, 1.44],
  ["availability", 6, 0.6],
  ["availability", 1, 0.1],
  ["latency", 14.4, 14.4],
  ["latency", 1, 1],
] as const)("%s reaches the burn rate %d with %d percent of bad requests", (id, rate, percent) => {
  expect(burnThreshold(serviceLevelById(id), { rate })).toBe(percent);
});

test.each(SERVICE_LEVELS)(
  "$id has a page for its fast burn rates and a ticket for the slow one",
  ({ id }) => {
    const alarms = ALARMS.filter((alarm) => "serviceLevel" in alarm && alarm.serviceLevel === id);
    expect(alarms.map((alarm) => [alarm.id, alarm.severity, conditionsOf(alarm).length])).toEqual([
      [`${id}-burn-fast`, "page", 4],
      [`${id}-burn-slow`, "ticket", 2],
    ]);
  },
);

test.each(SERVICE_LEVELS)("the target of $id leaves an error budget", ({ target }) => {
  expect(target).toBeGreaterThan(0);
  expect(target).toBeLessThan(100);
});

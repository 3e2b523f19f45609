import { drawPlan } from "./draw-plan";
import { formatViolations } from "./format-result";
import { runPlans } from "./run-plans";
import { runPlansInThreads } from "./run-plans-in-threads";

const SEED = 7;
const PLANS = 1_000;

test(`${PLANS.toLocaleString("en")} plans of faults violate no invariant`, async () => {
  const { plans, counts, violating } = await runPlansInThreads(SEED, PLANS);
  expect(violating.map(formatViolations)).toEqual([]);
  expect({ plans, lost: counts.lost }).toEqual({ plans: PLANS, lost: 0 });
  // Plans without deliveries and faults would prove nothing.
  expect(counts).toEqual({
    ...counts,
    ...{ delivered: moreThan(20_000), parked: moreThan(1_000), replayed: moreThan(1_000) },
    ...{ quarantined: moreThan(100), sampled: moreThan(100), redriven: moreThan(10) },
  });
});

test("a seed and a number always give the same plan", () => {
  expect(drawPlan(SEED, 17)).toEqual(drawPlan(SEED, 17));
  expect(drawPlan(SEED, 17)).not.toEqual(drawPlan(SEED + 1, 17));
});

test("two runs of a plan give the same result, in one thread or several", async () => {
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  const once = await runPlans({ seed: SEED, numbers });
  expect(await runPlans({ seed: SEED, numbers })).toEqual(once);
  expect(await runPlansInThreads(SEED, numbers.length)).toEqual(once);
});

/** Matches larger numbers. */
function moreThan(least: number): unknown {
  return {
    asymmetricMatch: (value: unknown) => typeof value === "number" && value > least,
    toString: () => `more than ${least}`,
  };
}

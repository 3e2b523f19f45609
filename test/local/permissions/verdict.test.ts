import { scoreOf, type Verdict } from "../../../local/permissions";

const verdicts = (counts: Partial<Record<Verdict, number>>) =>
  Object.entries(counts).flatMap(([verdict, count]) => Array<Verdict>(count).fill(verdict as Verdict));

test("the score is the share of the removed permissions that are needed, rounded down", () => {
  expect(scoreOf(verdicts({ needed: 2, unproven: 1 }))).toMatchObject({
    needed: 2,
    unproven: 1,
    percent: 66.6,
  });
});

test("permissions that were not removed do not change the score", () => {
  expect(scoreOf(verdicts({ needed: 1, "by-aws": 5, "search-domain": 5 }))).toMatchObject({ percent: 100 });
});

test.each([
  [{ needed: 17, unproven: 3 }, true],
  [{ needed: 16, unproven: 3 }, false],
  [{ unproven: 1 }, false],
  [{ "by-aws": 1 }, true],
])("of %j, few enough are unproven: %s", (counts, passed) => {
  expect(scoreOf(verdicts(counts)).passed).toBe(passed);
});

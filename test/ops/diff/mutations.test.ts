import { runMutations } from "../../fixtures/diff/mutation";
import { MUTATIONS } from "../../fixtures/diff/mutations";
import { synthesize } from "../../fixtures/stacks";

test("at least 95 % of 200 and more changes of production's templates reach the expected grade", () => {
  const { templates } = synthesize("production");
  const results = runMutations(
    MUTATIONS,
    Object.fromEntries(
      Object.entries(templates).map(([id, template]) => [`production/${id}`, template.toJSON() as object]),
    ),
  );
  const misses = results.filter(({ expected, found }) => expected !== found);
  expect(results.length).toBeGreaterThan(200);
  expect(misses.length / results.length).toBeLessThan(0.05);
  // Every mutation found a resource that it changes.
  const applied = new Set(results.map(({ type, change }) => `${type} ${change}`));
  expect(MUTATIONS.filter(({ type, change }) => !applied.has(`${type} ${change}`))).toEqual([]);
});

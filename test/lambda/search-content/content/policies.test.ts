import fc from "fast-check";
import { LOGS, RETENTION_DAYS } from "../../../../catalog";
import { policies } from "../../../../lambda/search-content/content/policies";
import { ismPolicySchema } from "../../../fixtures/engine/ism-policy-schema";

const anyRetention = fc.constantFrom(...RETENTION_DAYS);

function daysOf(age: unknown): number {
  return Number(/^(\d+)d$/.exec(String(age))?.[1]);
}

/** When an index rolls over, and how long after that it is deleted. */
function agesOf(retentionDays: number): { readonly rollover: number; readonly deletion: number } {
  const [policy] = policies("test", { application: retentionDays });
  const { hot } = Object.fromEntries(
    ismPolicySchema.parse(policy?.body).policy.states.map((state) => [state.name, state]),
  );
  const rollover = hot?.actions.flatMap((action) => ("rollover" in action ? [action.rollover] : []))[0];
  return {
    rollover: daysOf(rollover?.min_index_age),
    deletion: daysOf(hot?.transitions[0]?.conditions?.min_rollover_age),
  };
}

test("every retention gives a policy that the plugin accepts", () => {
  fc.assert(
    fc.property(anyRetention, (days) => {
      const retention = Object.fromEntries(LOGS.map(({ id }) => [id, days]));
      for (const { body } of policies("test", retention)) ismPolicySchema.parse(body);
    }),
  );
});

test("each log has a policy that matches its own data stream only", () => {
  const patterns = policies("test", {}).map(({ body, dataStream }) => {
    expect(body).toHaveProperty("policy.ism_template", [{ index_patterns: [dataStream], priority: 100 }]);
    return dataStream;
  });
  expect(patterns).toEqual(LOGS.map(({ id }) => `logs-inventorysync.${id}-test`));
});

test.each(LOGS.map(({ id, retentionDays }) => [id, retentionDays]))(
  "the default retention of %s is %d days, as in the catalogue",
  (log, days) => {
    const policy = policies("test", {}).find(({ dataStream }) => dataStream.includes(`.${log}-`));
    expect(JSON.stringify(policy?.body)).toContain(`"min_rollover_age":"${days}d"`);
  },
);

test("a record is kept for its retention, and at most a day and a fourteenth longer", () => {
  fc.assert(
    fc.property(anyRetention, (days) => {
      const { rollover, deletion } = agesOf(days);
      expect(deletion).toBe(days);
      expect(rollover).toBeLessThanOrEqual(Math.max(1, days / 14));
    }),
  );
});

test("a retention of years gives at most some thirty indexes", () => {
  fc.assert(
    fc.property(anyRetention, (days) => {
      const { rollover, deletion } = agesOf(days);
      expect(deletion / rollover).toBeLessThan(30);
    }),
  );
});

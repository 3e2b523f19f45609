import type { Approval } from "../../../config/approvals";
import { applyApprovals, approvalFor } from "../../../ops/diff/approvals";
import type { Finding } from "../../../ops/diff/finding";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const FINDING: Finding = {
  ...{
    rule: "retention-shortened",
    grade: "block",
    resource: "production/Storage/audit",
    what: "RetentionInDays",
  },
  ...{ from: "731 days", to: "400 days", why: "made up", remedy: "made up" },
};
const APPROVAL: Approval = {
  ...{
    finding: "retention-shortened",
    resource: "production/Storage/audit",
    what: "RetentionInDays",
    to: "400 days",
  },
  ...{ by: "Ada Lovelace", on: "2026-11-27", reason: "the auditors accept thirteen months, as they wrote" },
};

function apply(approval: Approval, finding = FINDING) {
  return applyApprovals([finding], [approval], "production", NOW);
}

test("an approval lifts the finding that it names, and is shown with it", () => {
  expect(apply(APPROVAL)).toEqual({ findings: [{ ...FINDING, approval: APPROVAL }], unused: [] });
});

test.each([
  ["another value", { to: "30 days" }, /matches no finding/],
  ["another resource", { resource: "production/Storage/security" }, /matches no finding/],
  ["an old date", { on: "2026-10-01" }, /valid for 30 days from 2026-10-01/],
  ["a date in the future", { on: "2026-12-24" }, /in the future/],
  ["no date", { on: "soon" }, /expected a day such as/],
  ["no name", { by: " " }, /does not state who approves/],
  ["no reason", { reason: "fine" }, /its reason has 4 characters, expected at least 40/],
])("an approval with %s lifts nothing, and is reported", (_, change, problem) => {
  const { findings, unused } = apply({ ...APPROVAL, ...change });
  expect(findings).toEqual([FINDING]);
  expect(unused).toEqual([expect.objectContaining({ problem: expect.stringMatching(problem) as string })]);
});

test("an approval of another environment is not reported", () => {
  expect(apply({ ...APPROVAL, resource: "staging/Storage/audit" })).toEqual({
    findings: [FINDING],
    unused: [],
  });
});

test("a review cannot be lifted", () => {
  expect(apply(APPROVAL, { ...FINDING, grade: "review" }).findings[0]?.approval).toBeUndefined();
});

test("the entry that the command prints is the approval, without name and reason", () => {
  expect(approvalFor(FINDING, NOW)).toBe(
    '{ finding: "retention-shortened", resource: "production/Storage/audit", what: "RetentionInDays", to: "400 days", ' +
      'by: "<your name>", on: "2026-11-27", reason: "<why the loss is acceptable>" },',
  );
});

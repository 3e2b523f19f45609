import { answersOf } from "../../../ops/report/summary";
import { EVALUATED, reportOf } from "../../fixtures/report";

test("the counts are those of the evaluations, and every other pair is not applicable", () => {
  expect(reportOf().counts).toEqual({
    resources: 4,
    rules: 2,
    "non-compliant": 1,
    acknowledged: 2,
    compliant: 2,
    "not applicable": 3,
  });
});

test("open findings come first, and the rest is in the order of states, rules and resources", () => {
  expect(reportOf().evaluations.map(({ state, rule }) => `${state} ${rule}`)).toEqual([
    "non-compliant Serverless-Versions",
    "acknowledged AwsSolutions-Encryption",
    "acknowledged Serverless-Versions",
    "compliant AwsSolutions-Encryption",
    "compliant Serverless-Versions",
  ]);
});

test("findings with the same reason, owner and date are one acceptance", () => {
  expect(reportOf().acceptances).toEqual([
    {
      reason: expect.stringContaining("made up") as string,
      owner: "security team",
      reviewBy: "2027-11-30",
      findings: 2,
      rules: ["AwsSolutions-Encryption", "Serverless-Versions"],
      sources: ["lib/made/up.ts:17"],
    },
  ]);
});

test("a problem of an acknowledgement is an open finding with its remedy", () => {
  const problem = {
    rule: "overdue-acknowledgement",
    resource: "made-up/Storage/A",
    description: "acknowledged until yesterday",
    fix: "set a later date",
  };
  expect(reportOf({ ...EVALUATED, problems: [problem] }).open).toContainEqual({
    finding: "overdue-acknowledgement",
    resource: "made-up/Storage/A",
    description: "acknowledged until yesterday; set a later date",
  });
});

test("the answers name the open findings, the audit logs with their readers, and who accepted until when", () => {
  const [open, auditLogs, accepted] = answersOf(reportOf());
  expect(open?.sentence).toMatch(/^1 finding that nobody accepted/);
  expect(auditLogs?.sentence).toMatch(
    /The log “audit” is kept in CloudWatch Logs for 731 days, .*OpenSearch.* read by inventorysync-production-auditor/,
  );
  expect(auditLogs?.rows.map(([log]) => log)).toEqual(
    expect.arrayContaining(["audit", "security", "CloudTrail"]),
  );
  expect(accepted?.sentence).toMatch(
    /^2 findings .+ security team \(2\)\. The next review is due by 2027-11-30/,
  );
});

import type { EvaluatedEnvironment } from "../../../ops/report/evaluated-environment";
import { reportFiles } from "../../../ops/report/report-files";
import { EVALUATED, pageAssets, reportOf } from "../../fixtures/report";

const LATER = "2026-11-28T09:30:00.000Z";

function filesOf(evaluated: EvaluatedEnvironment = EVALUATED, generatedAt?: string) {
  return reportFiles(reportOf(evaluated, generatedAt === undefined ? {} : { generatedAt }), pageAssets());
}

test("the same input gives the same bytes", () => {
  expect(filesOf()).toEqual(filesOf());
});

test("the order in which rules and resources are evaluated changes nothing", () => {
  const reversed = {
    ...EVALUATED,
    resources: EVALUATED.resources.toReversed(),
    rules: EVALUATED.rules.toReversed().map((rule) => ({
      ...rule,
      evaluations: rule.evaluations.toReversed(),
    })),
  };
  expect(filesOf(reversed)).toEqual(filesOf());
});

test("at another time, only the time differs, and the identifiers that OSCAL requires to be new", () => {
  const later = Object.entries(filesOf(EVALUATED, LATER)).map(([name, text]) => [
    name,
    text.replaceAll(LATER, reportOf().generatedAt),
  ]);
  const withoutResultIds = (text = "") => text.replaceAll(/"uuid": "[0-9a-f-]{36}"/g, "");
  for (const [name = "", text] of later)
    expect(withoutResultIds(text)).toBe(withoutResultIds(filesOf()[name]));
});

test("report.csv has a row for each evaluation, and one for each rule with the resources it does not apply to", () => {
  const rows = filesOf()["report.csv"]?.trim().split("\n") ?? [];
  expect(rows).toHaveLength(1 + 5 + 2);
  expect(rows[0]).toBe("state,rule,finding,resource,type,reason,owner,review by,source,resources");
  expect(rows).toContain(
    "non-compliant,Serverless-Versions,Serverless-Versions,made-up/Storage/C,AWS::S3::Bucket,,,,,1",
  );
  expect(rows).toContain("not applicable,Serverless-Versions,,,,,,,,1");
});

test("report.json has everything that the others have", () => {
  expect(JSON.parse(filesOf()["report.json"] ?? "")).toEqual(reportOf());
});

test("report.md begins with commit and configuration, and answers the first questions", () => {
  const text = filesOf()["report.md"] ?? "";
  expect(text).toContain(`commit: ${reportOf().commit}`);
  expect(text).toContain(`configuration (SHA-256): ${reportOf().configurationDigest}`);
  expect([...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title).slice(0, 3)).toEqual([
    "Open findings",
    "Audit logs",
    "Accepted findings",
  ]);
});

test("the source of an acknowledgement links to its line at the commit, where the repository is known", () => {
  const { commit } = reportOf();
  const page = reportFiles(reportOf(), pageAssets(), "https://github.com/example/logging")["report.html"];
  expect(page).toContain(`href="https://github.com/example/logging/blob/${commit}/lib/made/up.ts#L17"`);
});

test("a reason with markup is text on the page", () => {
  const reason = "<script>alert('made up')</script> and more than forty characters";
  const acknowledgement = { reason, owner: "security team", reviewBy: "2027-11-30", source: "a.ts:1" };
  const evaluations = [
    { resource: "made-up/Storage/A", state: "acknowledged" as const, finding: "made-up", acknowledgement },
  ];
  const evaluated = { ...EVALUATED, rules: EVALUATED.rules.map((rule) => ({ ...rule, evaluations })) };
  expect(filesOf(evaluated)["report.html"]).not.toContain("<script>alert");
});

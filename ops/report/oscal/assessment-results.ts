import type { ComplianceReport, ReportedRule } from "../compliance-report";
import type { ReportedControl } from "../controls";
import { STATES } from "../evaluated-environment";
import { controlIdOf, metadataOf, property } from "./common";
import { uuidOf } from "./uuid";

/**
 * The report as OSCAL assessment results: an observation for each rule that applies to a resource, and a finding for each
 * control that the platform fulfils or should fulfil. In place of an assessment plan, it refers to the documentation of the
 * rules.
 */
export function assessmentResults(report: ComplianceReport): object {
  const { environment, commit, generatedAt, rules, controls } = report;
  const assessed = controls.filter(({ status }) => status !== "outside");
  return {
    "assessment-results": {
      uuid: uuidOf("assessment-results", environment, commit, generatedAt),
      metadata: metadataOf(report, `InventorySync logging: assessment of ${environment}`),
      "import-ap": {
        href: "docs/compliance.md",
        remarks: "How the rules are applied; there is no separate plan.",
      },
      results: [
        {
          uuid: uuidOf("result", environment, commit, generatedAt),
          title: `Rules and controls of ${environment}`,
          description: `Every rule on every resource of ${environment} at commit ${commit}, and the control matrix.`,
          start: generatedAt,
          props: [
            property("configuration-sha256", report.configurationDigest),
            ...Object.entries(report.versions).map(([name, version]) =>
              property("version", `${name} ${version}`),
            ),
          ],
          "reviewed-controls": {
            "control-selections": [
              {
                "include-controls": assessed.map((control) => ({ "control-id": controlIdOf(control) })),
              },
            ],
          },
          observations: rules
            .filter((rule) => STATES.some((state) => rule[state] > 0))
            .map((rule) => observation(report, rule)),
          findings: assessed.map((control) => finding(report, control)),
        },
      ],
    },
  };
}

function observation(
  { environment, generatedAt, evaluations }: ComplianceReport,
  rule: ReportedRule,
): object {
  const accepted = evaluations.filter((each) => each.rule === rule.rule && each.state === "acknowledged");
  const [next] = accepted.map(({ reviewBy = "" }) => reviewBy).sort();
  return {
    uuid: uuidOf("observation", environment, rule.rule),
    title: rule.rule,
    description: `${rule.info} ${rule.explanation}`.trim(),
    props: STATES.map((state) => property(state, rule[state])),
    methods: ["TEST"],
    collected: generatedAt,
    ...(next !== undefined && { expires: `${next}T23:59:59Z` }),
    ...(accepted.length > 0 && {
      remarks: [...new Set(accepted.map(({ reason, owner }) => `${owner ?? ""}: ${reason ?? ""}`))].join(
        "\n\n",
      ),
    }),
  };
}

function finding({ environment }: ComplianceReport, control: ReportedControl): object {
  const { framework, id, requirement, status, missing, remaining, owner } = control;
  return {
    uuid: uuidOf("finding", environment, framework, id),
    title: `${control.frameworkTitle}, ${id}`,
    description: requirement,
    props: [property("status", status), property("risk-owner", owner)],
    target: {
      type: "objective-id",
      "target-id": controlIdOf(control),
      status: { state: status === "met" ? "satisfied" : "not-satisfied" },
    },
    remarks: [...missing.map((text) => `missing: ${text}`), remaining].join("\n\n"),
  };
}

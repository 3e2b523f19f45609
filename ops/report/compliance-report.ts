import type { ReportedControl } from "./controls";
import type { EvidencePeriod } from "./evidence";
import type { InventoryEntry } from "./inventory";
import type { Provenance } from "./provenance";
import { compareText } from "./canonical-json";
import {
  type Acknowledgement,
  type AcknowledgementProblem,
  type EvaluatedEnvironment,
  type EvaluatedResource,
  type State,
  STATES,
} from "./evaluated-environment";

export interface ComplianceReport extends Provenance {
  readonly environment: string;
  /** When the report was made, in UTC. All else depends only on the checkout, and, for review dates, on this day. */
  readonly generatedAt: string;
  readonly counts: Counts;
  /** What fails synthesis: findings that nothing acknowledges, and acknowledgements that are stale, broad or overdue. */
  readonly open: readonly OpenFinding[];
  readonly acceptances: readonly Acceptance[];
  readonly rules: readonly ReportedRule[];
  /** One for each rule and resource to which it applies, or finding about the resource. */
  readonly evaluations: readonly ReportedEvaluation[];
  /** A rule does not apply to the resources that have no evaluation of it. */
  readonly resources: readonly EvaluatedResource[];
  readonly controls: readonly ReportedControl[];
  readonly inventory: readonly InventoryEntry[];
  /** Absent without an index of evidence. */
  readonly evidence?: EvidencePeriod;
}

export interface Counts extends Readonly<Record<State, number>> {
  readonly resources: number;
  readonly rules: number;
  /** Pairs of a rule and a resource to which it does not apply. */
  readonly "not applicable": number;
}

export interface OpenFinding {
  readonly finding: string;
  readonly resource: string;
  readonly description: string;
}

/** All findings that were accepted with one reason, by one owner, until one day. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  readonly reviewBy: string;
  readonly findings: number;
  readonly rules: readonly string[];
  /** Files and lines of the acknowledgements. */
  readonly sources: readonly string[];
}

export interface ReportedRule {
  readonly rule: string;
  readonly pack: string;
  readonly info: string;
  readonly explanation: string;
  readonly "non-compliant": number;
  readonly acknowledged: number;
  readonly compliant: number;
  /** Resources to which it does not apply. */
  readonly "not applicable": number;
}

export interface ReportedEvaluation extends Partial<Acknowledgement> {
  readonly state: State;
  readonly rule: string;
  readonly resource: string;
  readonly type: string;
  readonly finding?: string;
}

export interface ReportInput {
  readonly environment: string;
  readonly provenance: Provenance;
  readonly generatedAt: string;
  readonly evaluated: EvaluatedEnvironment;
  readonly controls: readonly ReportedControl[];
  readonly inventory: readonly InventoryEntry[];
  readonly evidence?: EvidencePeriod | undefined;
}

/** Everything sorted, so that the same input gives the same report. */
export function complianceReport(input: ReportInput): ComplianceReport {
  const { environment, provenance, generatedAt, evaluated, controls, inventory, evidence } = input;
  const evaluations = evaluationsOf(evaluated);
  const rules = rulesOf(evaluated);
  return {
    environment,
    generatedAt,
    ...provenance,
    counts: countsOf(evaluated, evaluations, rules),
    open: openFindings(evaluations, rules, evaluated.problems),
    acceptances: acceptancesOf(evaluations),
    rules,
    evaluations,
    resources: evaluated.resources.toSorted((a, b) => compareText(a.path, b.path)),
    controls,
    inventory,
    ...(evidence && { evidence }),
  };
}

function evaluationsOf({ resources, rules }: EvaluatedEnvironment): readonly ReportedEvaluation[] {
  const types = new Map(resources.map(({ path, type }) => [path, type]));
  return rules
    .flatMap(({ rule, evaluations }) =>
      evaluations.map(({ resource, state, finding, acknowledgement }) => ({
        state,
        rule,
        resource,
        type: types.get(resource) ?? "",
        ...(finding !== undefined && { finding }),
        ...(acknowledgement && {
          reason: acknowledgement.reason,
          owner: acknowledgement.owner,
          reviewBy: acknowledgement.reviewBy,
          source: acknowledgement.source,
        }),
      })),
    )
    .sort(
      (a, b) =>
        STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
        compareText(a.rule, b.rule) ||
        compareText(a.resource, b.resource) ||
        compareText(a.finding ?? "", b.finding ?? ""),
    );
}

function rulesOf({ resources, rules }: EvaluatedEnvironment): readonly ReportedRule[] {
  return rules
    .map(({ rule, pack, info, explanation, evaluations }) => {
      const count = (state: State) => evaluations.filter((each) => each.state === state).length;
      const applicable = new Set(evaluations.map(({ resource }) => resource)).size;
      return {
        rule,
        pack,
        info,
        explanation,
        "non-compliant": count("non-compliant"),
        acknowledged: count("acknowledged"),
        compliant: count("compliant"),
        "not applicable": resources.length - applicable,
      };
    })
    .sort((a, b) => compareText(a.rule, b.rule));
}

function countsOf(
  { resources }: EvaluatedEnvironment,
  evaluations: readonly ReportedEvaluation[],
  rules: readonly ReportedRule[],
): Counts {
  const count = (state: State) => evaluations.filter((each) => each.state === state).length;
  return {
    resources: resources.length,
    rules: rules.length,
    "non-compliant": count("non-compliant"),
    acknowledged: count("acknowledged"),
    compliant: count("compliant"),
    "not applicable": rules.reduce((sum, rule) => sum + rule["not applicable"], 0),
  };
}

function openFindings(
  evaluations: readonly ReportedEvaluation[],
  rules: readonly ReportedRule[],
  problems: readonly AcknowledgementProblem[],
): readonly OpenFinding[] {
  const descriptions = new Map(rules.map(({ rule, info }) => [rule, info]));
  return [
    ...evaluations
      .filter(({ state }) => state === "non-compliant")
      .map(({ rule, resource, finding = rule }) => ({
        finding,
        resource,
        description: descriptions.get(rule) ?? "",
      })),
    ...problems.map(({ rule, resource, description, fix }) => ({
      finding: rule,
      resource,
      description: `${description}; ${fix}`,
    })),
  ].sort((a, b) => compareText(a.finding, b.finding) || compareText(a.resource, b.resource));
}

function acceptancesOf(evaluations: readonly ReportedEvaluation[]): readonly Acceptance[] {
  const groups = new Map<string, ReportedEvaluation[]>();
  for (const evaluation of evaluations.filter(({ state }) => state === "acknowledged")) {
    const key = [evaluation.reviewBy, evaluation.owner, evaluation.reason].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => ({
      reason: group[0]?.reason ?? "",
      owner: group[0]?.owner ?? "",
      reviewBy: group[0]?.reviewBy ?? "",
      findings: group.length,
      rules: distinct(group.map(({ rule }) => rule)),
      sources: distinct(group.map(({ source = "" }) => source)),
    }));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}

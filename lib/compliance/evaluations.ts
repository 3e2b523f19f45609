import { CfnResource } from "aws-cdk-lib";
import { type IApplyRule, type NagPack, NagRuleCompliance, type NagRuleResult } from "cdk-nag";
import type { IConstruct } from "constructs";
import type { RulePack } from "../../config";
import { acknowledgementsOf, type RecordedAcknowledgement } from "./acknowledge";
import { acknowledgementProblems } from "./acknowledgement-problems";
import { createPacks } from "./packs";

/** The state of one resource under one rule that applies to it, or of one finding of the rule about the resource. */
export interface Evaluation {
  /** Path of the construct, such as `production/Storage/Trail/Trail`. */
  readonly resource: string;
  readonly state: "compliant" | "non-compliant" | "acknowledged";
  /** Rule and finding, such as `AwsSolutions-IAM5[Resource::*]`. Absent if the resource is compliant. */
  readonly finding?: string;
  /** Present if the finding is acknowledged. */
  readonly acknowledgement?: RecordedAcknowledgement;
}

/** One rule, with every resource to which it applies. It does not apply to the other resources. */
export interface EvaluatedRule {
  /** Such as `AwsSolutions-IAM5`. */
  readonly rule: string;
  readonly pack: string;
  readonly info: string;
  readonly explanation: string;
  readonly evaluations: readonly Evaluation[];
}

export interface EvaluatedResource {
  readonly path: string;
  /** Such as `AWS::Logs::LogGroup`. */
  readonly type: string;
}

/** An acknowledgement that fails synthesis: it is stale, broad or overdue. */
export interface AcknowledgementProblem {
  readonly rule: string;
  readonly resource: string;
  readonly description: string;
  readonly fix: string;
}

export interface Evaluations {
  readonly resources: readonly EvaluatedResource[];
  readonly rules: readonly EvaluatedRule[];
  readonly problems: readonly AcknowledgementProblem[];
}

/**
 * Applies every rule of the chosen packs, and of this project, to every resource under a construct. A result of cdk-nag
 * lists the violations only, so each rule is intercepted where its pack applies it.
 *
 * @param today the day with which review dates are compared, such as `2026-11-27`
 */
export function evaluationsIn(root: IConstruct, packs: readonly RulePack[], today: string): Evaluations {
  const evaluated = createPacks()
    .filter(({ setting }) => setting === undefined || packs.includes(setting))
    .map(({ pack }) => ({ name: pack.name, rules: rulesAppliedBy(pack, root) }));
  const resources = root.node.findAll().filter((each) => CfnResource.isCfnResource(each));
  return {
    resources: resources.map(({ node, cfnResourceType }) => ({ path: node.path, type: cfnResourceType })),
    rules: evaluated.flatMap(({ rules }) => rules),
    problems: evaluated.flatMap(({ name, rules }) => problemsOf(root, name, rules, today)),
  };
}

function rulesAppliedBy(pack: NagPack, root: IConstruct): readonly EvaluatedRule[] {
  const rules = new Map<string, EvaluatedRule & { readonly evaluations: Evaluation[] }>();
  Object.defineProperty(pack, "applyRule", {
    value: (applied: IApplyRule) => {
      const rule = `${pack.readPackName}-${applied.ruleSuffixOverride ?? applied.rule.name}`;
      const { info, explanation, node } = applied;
      const evaluated = rules.get(rule) ?? { rule, pack: pack.name, info, explanation, evaluations: [] };
      evaluated.evaluations.push(...evaluationsOf(rule, resultOf(applied), node));
      rules.set(rule, evaluated);
    },
  });
  pack.validateScope(root);
  return [...rules.values()];
}

/** A rule that throws is a finding, as in cdk-nag: nothing shows that the resource is compliant. */
function resultOf(applied: IApplyRule): NagRuleResult {
  try {
    return applied.rule(applied.node);
  } catch {
    return NagRuleCompliance.NON_COMPLIANT;
  }
}

function evaluationsOf(rule: string, result: NagRuleResult, node: CfnResource): readonly Evaluation[] {
  const resource = node.node.path;
  if (result === NagRuleCompliance.NOT_APPLICABLE) return [];
  if (result === NagRuleCompliance.NON_COMPLIANT) return [stateOf(rule, node)];
  if (result === NagRuleCompliance.COMPLIANT || result.length === 0)
    return [{ resource, state: "compliant" }];
  return result.map((part) => stateOf(`${rule}[${part}]`, node));
}

function stateOf(finding: string, { node }: CfnResource): Evaluation {
  const acknowledgement = node.scopes.flatMap(acknowledgementsOf).find(({ ids }) => ids.includes(finding));
  return acknowledgement
    ? { resource: node.path, state: "acknowledged", finding, acknowledgement }
    : { resource: node.path, state: "non-compliant", finding };
}

function problemsOf(
  root: IConstruct,
  pack: string,
  rules: readonly EvaluatedRule[],
  today: string,
): readonly AcknowledgementProblem[] {
  const pathsByFinding = new Map<string, string[]>();
  for (const { finding, resource } of rules.flatMap(({ evaluations }) => evaluations))
    if (finding !== undefined)
      pathsByFinding.set(finding, [...(pathsByFinding.get(finding) ?? []), resource]);
  const violations = [...pathsByFinding].map(([ruleName, paths]) => ({
    ruleName,
    description: ruleName,
    violatingResources: paths.map((constructPath) => ({ constructPath, locations: [] })),
  }));
  return acknowledgementProblems(root, pack, violations, today).map(
    ({ ruleName, description, fix = "", violatingResources }) => ({
      rule: ruleName,
      resource: violatingResources[0]?.constructPath ?? "",
      description,
      fix,
    }),
  );
}

/** What `bin/evaluate-rules.ts` prints: the state of every resource of an environment under every rule. */
export interface EvaluatedEnvironment {
  readonly resources: readonly EvaluatedResource[];
  readonly rules: readonly EvaluatedRule[];
  /** Acknowledgements that fail synthesis: stale, broad or overdue ones. */
  readonly problems: readonly AcknowledgementProblem[];
}

export interface EvaluatedResource {
  /** Path of the construct, such as `production/Storage/Trail/Trail`. */
  readonly path: string;
  /** Such as `AWS::Logs::LogGroup`. */
  readonly type: string;
}

export interface EvaluatedRule {
  /** Such as `AwsSolutions-IAM5`. */
  readonly rule: string;
  readonly pack: string;
  readonly info: string;
  readonly explanation: string;
  /** Of the resources to which the rule applies. */
  readonly evaluations: readonly Evaluation[];
}

export const STATES = ["non-compliant", "acknowledged", "compliant"] as const;
export type State = (typeof STATES)[number];

export interface Evaluation {
  readonly resource: string;
  readonly state: State;
  /** Rule and finding, such as `AwsSolutions-IAM5[Resource::*]`. Absent if the resource is compliant. */
  readonly finding?: string;
  readonly acknowledgement?: Acknowledgement;
}

export interface Acknowledgement {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it is valid. */
  readonly reviewBy: string;
  /** File and line in the repository. */
  readonly source: string;
}

export interface AcknowledgementProblem {
  readonly rule: string;
  readonly resource: string;
  readonly description: string;
  readonly fix: string;
}

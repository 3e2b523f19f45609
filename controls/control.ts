import type { MeasureId } from "./measures";

/**
 * `met`: the measures fulfil it. `partly`: they fulfil a part, and `remaining` names the rest. `not met`: nothing here
 * fulfils it yet. `outside`: the organization or the application fulfils it, and the measures only help.
 */
export const STATUSES = ["met", "partly", "not met", "outside"] as const;
export type Status = (typeof STATUSES)[number];

/** Who bears a residual risk. */
export type RiskOwner =
  "platform team" | "security team" | "application team" | "data protection officer" | "management";

export interface Control {
  /** Number in the standard, such as `10.3.2`. */
  readonly id: string;
  /** What it asks for, in the project's own words, limited to what concerns logs. */
  readonly requirement: string;
  /** Once every measure exists; see `statusOf`. */
  readonly status: Status;
  /**
   * Its status while one of its measures does not exist.
   * @default "not met"
   */
  readonly withoutMeasure?: "partly";
  readonly measures: readonly MeasureId[];
  /** What remains: the risk, or what has to be done elsewhere. */
  readonly remaining: string;
  readonly owner: RiskOwner;
}

/** The controls of one standard. */
export interface Framework {
  /** Such as `soc2`; part of the ids in exports. */
  readonly id: string;
  readonly title: string;
  /** For tables. */
  readonly shortTitle: string;
  /** Where the standard is published. */
  readonly url: string;
  readonly controls: readonly Control[];
}

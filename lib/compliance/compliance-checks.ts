import type { IPolicyValidationPlugin, PolicyViolation } from "aws-cdk-lib";
import type { NagPack } from "cdk-nag";
import type { IConstruct } from "constructs";
import type { RulePack } from "../../config";
import { acknowledgementProblems } from "./acknowledgement-problems";
import { createPacks } from "./packs";

/** A part of the construct tree, with the rule packs that apply to it besides the project's own rules. */
export interface CheckedScope {
  readonly scope: IConstruct;
  readonly packs: readonly RulePack[];
}

/**
 * The rule packs as plugins, each of which checks the scopes that chose its pack. The app registers them once: the CDK
 * would run a plugin of a stage for the stage and again for the app. Every finding without an acknowledgement fails
 * synthesis, and so does every acknowledgement that does not match exactly one finding, or whose review date has passed.
 *
 * @param today the day with which review dates are compared, such as `2026-11-27`
 */
export function complianceChecks(
  scopes: readonly CheckedScope[],
  today = new Date().toISOString().slice(0, 10),
): readonly IPolicyValidationPlugin[] {
  return createPacks().map(({ setting, pack }) => {
    const checked = scopes.filter(({ packs }) => setting === undefined || packs.includes(setting));
    return new ScopedPack(
      pack,
      checked.map(({ scope }) => scope),
      today,
    );
  });
}

class ScopedPack implements IPolicyValidationPlugin {
  readonly name: string;

  constructor(
    private readonly pack: NagPack,
    private readonly scopes: readonly IConstruct[],
    private readonly today: string,
  ) {
    this.name = pack.name;
  }

  validate() {
    const violations = this.scopes.flatMap((scope) => this.violationsIn(scope));
    return { success: violations.length === 0, violations };
  }

  private violationsIn(scope: IConstruct): PolicyViolation[] {
    const { violations } = this.pack.validateScope(scope);
    return [...violations, ...acknowledgementProblems(scope, this.name, violations, this.today)];
  }
}

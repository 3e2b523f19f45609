import type { CfnResource } from "aws-cdk-lib";
import { NagMessageLevel, NagPack } from "cdk-nag";
import { RULES } from "./rules";

/** The rules of this project, as a rule pack of cdk-nag. Public packs have no rule about what these rules require. */
export class InventorySyncChecks extends NagPack {
  readonly name = "InventorySync";

  constructor() {
    super();
    this.packName = this.name;
  }

  protected override checkResource(node: CfnResource): void {
    for (const { name, info, explanation, check } of RULES) {
      this.applyRule({
        node,
        ruleSuffixOverride: name,
        info,
        explanation,
        level: NagMessageLevel.ERROR,
        rule: check,
      });
    }
  }
}

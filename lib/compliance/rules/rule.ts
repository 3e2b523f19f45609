import type { CfnResource } from "aws-cdk-lib";
import type { NagRuleResult } from "cdk-nag";

/** A rule of this project about one resource. */
export interface Rule {
  /** Its id in the report is `InventorySync-<name>`. */
  readonly name: string;
  /** Which fault a resource has. */
  readonly info: string;
  /** Why this is a fault. */
  readonly explanation: string;
  readonly check: (resource: CfnResource) => NagRuleResult;
}

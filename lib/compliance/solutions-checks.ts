import type { IPolicyValidationContext, PolicyValidationPluginReport } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { staleAcknowledgements } from "./stale-acknowledgements";

/**
 * The AwsSolutions rules, and one more: every acknowledgement must match a finding. The app registers these checks
 * once. Every finding without an acknowledgement fails synthesis.
 */
export class SolutionsChecks extends AwsSolutionsChecks {
  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { violations } = super.validate(context);
    const all = [...violations, ...staleAcknowledgements(context.appConstruct, this.name, violations)];
    return { success: all.length === 0, violations: all };
  }
}

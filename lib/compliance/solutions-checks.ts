import type { IPolicyValidationContext, PolicyValidationPluginReport } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { staleAcknowledgements } from "./stale-acknowledgements";

/**
 * The AwsSolutions rules, and one of our own: an acknowledgement has to match a finding. Registered once, for the
 * whole app; every finding that nobody acknowledged fails the synth.
 */
export class SolutionsChecks extends AwsSolutionsChecks {
  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { violations } = super.validate(context);
    const all = [...violations, ...staleAcknowledgements(context.appConstruct, this.name, violations)];
    return { success: all.length === 0, violations: all };
  }
}

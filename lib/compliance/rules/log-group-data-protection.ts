import * as logs from "aws-cdk-lib/aws-logs";
import { NagRuleCompliance } from "cdk-nag";
import type { Rule } from "./rule";

/** Log groups have a data protection policy. */
export const logGroupDataProtection: Rule = {
  name: "LogGroupDataProtection",
  info: "The log group is not masked; set `dataProtectionPolicy`.",
  explanation:
    "Without a policy, every reader of the log group sees the credentials and personal data in it.",
  check: (resource) => {
    if (!(resource instanceof logs.CfnLogGroup)) return NagRuleCompliance.NOT_APPLICABLE;
    return resource.dataProtectionPolicy === undefined
      ? NagRuleCompliance.NON_COMPLIANT
      : NagRuleCompliance.COMPLIANT;
  },
};

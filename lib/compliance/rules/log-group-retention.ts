import * as logs from "aws-cdk-lib/aws-logs";
import { NagRuleCompliance } from "cdk-nag";
import type { Rule } from "./rule";

/** Log groups have a retention. */
export const logGroupRetention: Rule = {
  name: "LogGroupRetention",
  info: "The log group never expires; set `retention`.",
  explanation: "Personal data in a log group without a retention is kept forever, and so is its cost.",
  check: (resource) => {
    if (!(resource instanceof logs.CfnLogGroup)) return NagRuleCompliance.NOT_APPLICABLE;
    return resource.retentionInDays === undefined
      ? NagRuleCompliance.NON_COMPLIANT
      : NagRuleCompliance.COMPLIANT;
  },
};

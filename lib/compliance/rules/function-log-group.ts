import * as lambda from "aws-cdk-lib/aws-lambda";
import { NagRuleCompliance } from "cdk-nag";
import type { Rule } from "./rule";
import { templateProperties } from "./template-properties";

/** Functions write to a log group that this app creates. */
export const functionLogGroup: Rule = {
  name: "FunctionLogGroup",
  info: "The function writes to the log group that Lambda creates; set `logGroup`.",
  explanation: "Lambda creates a log group without a key, without a retention and without masking.",
  check: (resource) => {
    if (resource.cfnResourceType !== lambda.CfnFunction.CFN_RESOURCE_TYPE_NAME)
      return NagRuleCompliance.NOT_APPLICABLE;
    const { LoggingConfig } = templateProperties(resource) as {
      readonly LoggingConfig?: { readonly LogGroup?: unknown };
    };
    return LoggingConfig?.LogGroup === undefined
      ? NagRuleCompliance.NON_COMPLIANT
      : NagRuleCompliance.COMPLIANT;
  },
};

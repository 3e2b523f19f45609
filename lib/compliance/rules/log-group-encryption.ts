import * as logs from "aws-cdk-lib/aws-logs";
import { NagRuleCompliance } from "cdk-nag";
import type { Rule } from "./rule";

/** Log groups are encrypted with a customer-managed key. */
export const logGroupEncryption: Rule = {
  name: "LogGroupEncryption",
  info: "The log group is not encrypted with a KMS key; set `encryptionKey`.",
  explanation:
    "The policy of a customer-managed key limits who decrypts log events, and disabling the key makes all of them unreadable.",
  check: (resource) => {
    if (!(resource instanceof logs.CfnLogGroup)) return NagRuleCompliance.NOT_APPLICABLE;
    return resource.kmsKeyId === undefined ? NagRuleCompliance.NON_COMPLIANT : NagRuleCompliance.COMPLIANT;
  },
};

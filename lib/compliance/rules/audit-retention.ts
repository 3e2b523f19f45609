import * as logs from "aws-cdk-lib/aws-logs";
import { NagRuleCompliance } from "cdk-nag";
import { type Log, logGroupName, LOGS, MIN_AUDIT_RETENTION_DAYS } from "../../../catalog";
import type { Rule } from "./rule";

const AUDIT_GROUPS = (LOGS as readonly Log[])
  .filter(({ dataClass }) => dataClass === "audit")
  .map(({ id }) => new RegExp(`^${logGroupName("[a-z0-9]+", id)}$`));

/** Log groups of audit logs keep their log events for the minimum that the deployment guide requires. */
export const auditRetention: Rule = {
  name: "AuditRetention",
  info: `The log group of an audit log keeps its log events for less than ${MIN_AUDIT_RETENTION_DAYS} days; raise \`retention\`.`,
  explanation: "An investigation needs the audit log of the time before the incident was noticed.",
  check: (resource) => {
    if (!(resource instanceof logs.CfnLogGroup)) return NagRuleCompliance.NOT_APPLICABLE;
    const { logGroupName: name, retentionInDays } = resource;
    if (name === undefined || !AUDIT_GROUPS.some((pattern) => pattern.test(name)))
      return NagRuleCompliance.NOT_APPLICABLE;
    return retentionInDays !== undefined && retentionInDays < MIN_AUDIT_RETENTION_DAYS
      ? NagRuleCompliance.NON_COMPLIANT
      : NagRuleCompliance.COMPLIANT;
  },
};

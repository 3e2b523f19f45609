import type { CfnResource } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { NagRuleCompliance } from "cdk-nag";
import type { Rule } from "./rule";
import { formatValue, logicalIdOf, resourcesBeside, templateProperties } from "./template-properties";

const COMPOSITE = cloudwatch.CfnCompositeAlarm.CFN_RESOURCE_TYPE_NAME;
const ALARMS = [
  COMPOSITE,
  cloudwatch.CfnAlarm.CFN_RESOURCE_TYPE_NAME,
  cloudwatch.CfnLogAlarm.CFN_RESOURCE_TYPE_NAME,
];

/** Alarms have an action, or are a condition of a composite alarm that has one. */
export const alarmAction: Rule = {
  name: "AlarmAction",
  info: "The alarm has no action, and no composite alarm with an action depends on it; add an action.",
  explanation: "Nobody is notified of an alarm without an action.",
  check: (resource) => {
    if (!ALARMS.includes(resource.cfnResourceType)) return NagRuleCompliance.NOT_APPLICABLE;
    return notifies(resource) ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NON_COMPLIANT;
  },
};

/** CloudWatch rejects composite alarms that depend on each other in a cycle. */
function notifies(alarm: CfnResource): boolean {
  const { AlarmActions, ActionsEnabled } = templateProperties(alarm);
  if (ActionsEnabled !== false && ([AlarmActions ?? []].flat() as unknown[]).length > 0) return true;
  const id = logicalIdOf(alarm);
  return resourcesBeside(alarm, COMPOSITE).some((composite) => {
    if (composite === alarm) return false;
    const rule = formatValue(templateProperties(composite)["AlarmRule"]);
    return (rule.includes(`<${id}.Arn>`) || rule.includes(`<${id}>`)) && notifies(composite);
  });
}

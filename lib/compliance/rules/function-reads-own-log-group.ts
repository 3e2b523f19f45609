import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import type { CfnResource } from "aws-cdk-lib";
import { NagRuleCompliance } from "cdk-nag";
import type { Rule } from "./rule";
import { formatValue, logicalIdOf, resourcesBeside, templateProperties } from "./template-properties";

/** The actions that read log events of a log group, or send them somewhere else. */
const READ_ACTIONS = [
  "logs:CreateExportTask",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:PutSubscriptionFilter",
  "logs:StartLiveTail",
  "logs:StartQuery",
];

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
}

/**
 * No function, such as a forwarder, may read its own log group. Policies in the stack of the function are checked. The
 * findings are the actions that it may perform.
 */
export const functionReadsOwnLogGroup: Rule = {
  name: "FunctionReadsOwnLogGroup",
  info: "The role of the function may read the function's own log group; remove the grant.",
  explanation:
    "A forwarder that reads its own log group is a feedback loop: each invocation writes lines that cause the next.",
  check: (resource) => {
    if (resource.cfnResourceType !== lambda.CfnFunction.CFN_RESOURCE_TYPE_NAME)
      return NagRuleCompliance.NOT_APPLICABLE;
    const { Role, LoggingConfig } = templateProperties(resource) as {
      readonly Role?: { readonly "Fn::GetAtt"?: readonly [string, string] };
      readonly LoggingConfig?: { readonly LogGroup?: unknown };
    };
    const group = LoggingConfig?.LogGroup;
    const role = Role?.["Fn::GetAtt"]?.[0];
    if (group === undefined || role === undefined) return NagRuleCompliance.NOT_APPLICABLE;
    const isOwn = matcherOf(resource, group);
    const allowed = statementsOf(resource, role)
      .filter(({ Effect }) => Effect === "Allow")
      .filter(({ Resource }) => [Resource].flat().some((each) => isOwn(formatValue(each))))
      .flatMap(({ Action = [] }) => [Action].flat());
    const reads = READ_ACTIONS.filter((action) => allowed.some((pattern) => globMatches(pattern, action)));
    return reads.length === 0 ? NagRuleCompliance.COMPLIANT : reads.map((action) => `Action::${action}`);
  },
};

/** Whether the resource of a statement includes the log group. */
function matcherOf(fn: CfnResource, group: unknown): (resource: string) => boolean {
  const reference = formatValue(group);
  const created = resourcesBeside(fn, logs.CfnLogGroup.CFN_RESOURCE_TYPE_NAME).find(
    (each) => reference === `<${logicalIdOf(each)}>`,
  );
  const name = created === undefined ? reference : formatValue(templateProperties(created)["LogGroupName"]);
  const arn = created && `<${logicalIdOf(created)}.Arn>`;
  return (resource) => {
    if (arn !== undefined && resource.startsWith(arn)) return true;
    const pattern = resource.split(":log-group:")[1] ?? resource;
    return globMatches(pattern, name) || globMatches(pattern, `${name}:*`);
  };
}

/** The statements of every policy of a role, by the role's logical id. */
function statementsOf(fn: CfnResource, role: string): Statement[] {
  const attached = resourcesBeside(
    fn,
    iam.CfnPolicy.CFN_RESOURCE_TYPE_NAME,
    iam.CfnManagedPolicy.CFN_RESOURCE_TYPE_NAME,
  )
    .map(templateProperties)
    .filter(({ Roles }) => Array.isArray(Roles) && Roles.some((each) => formatValue(each) === `<${role}>`));
  const inline = resourcesBeside(fn, iam.CfnRole.CFN_RESOURCE_TYPE_NAME)
    .filter((each) => logicalIdOf(each) === role)
    .flatMap((each) => (templateProperties(each)["Policies"] ?? []) as Readonly<Record<string, unknown>>[]);
  return [...attached, ...inline].flatMap(
    ({ PolicyDocument }) => (PolicyDocument as { readonly Statement: readonly Statement[] }).Statement,
  );
}

/** Whether a text matches a pattern of IAM, in which `*` and `?` are wildcards. */
function globMatches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(text);
}

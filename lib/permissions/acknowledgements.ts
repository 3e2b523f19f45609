import type { Construct } from "constructs";
import { type Acknowledgement, wildcardFindingId } from "../compliance";

const REVIEWED = { owner: "security team", reviewBy: "2027-11-30" } as const;

/** For statements with the resource `*` whose actions have no other. */
export const NO_RESOURCE: Acknowledgement = {
  ids: ["AwsSolutions-IAM5[Resource::*]"],
  reason:
    "the Service Authorization Reference defines no resource for these actions, so no statement can name one; none of the " +
    "actions reads log events of others or changes a resource",
  ...REVIEWED,
};

/**
 * For statements with the resource `*` that also read alarms. CloudWatch returns composite alarms and their history only
 * with a permission on every alarm. Sources: Amazon CloudWatch API Reference, "DescribeAlarms" and "DescribeAlarmHistory".
 */
export const EVERY_ALARM: Acknowledgement = {
  ids: ["AwsSolutions-IAM5[Resource::*]"],
  reason:
    "IAM has no resource for these actions or, for composite alarms, accepts none but every alarm; they list names, metrics " +
    "and alarms, or stop a query, whose id only its caller knows; none of them reads a log line",
  ...REVIEWED,
};

/** For statements about all log streams of log groups, each named by its ARN. */
export function wholeLogGroups(scope: Construct, arns: readonly string[]): Acknowledgement[] {
  return forEach(
    scope,
    arns,
    "CloudWatch Logs requires this form: one log group by its name, and all its log streams, whose names the hosts choose; " +
      "the statement grants access to no other log group",
  );
}

/** For statements about resources whose names or ARNs contain an id. */
export function assignedIds(scope: Construct, arns: readonly string[]): Acknowledgement[] {
  return forEach(
    scope,
    arns,
    "AWS assigns the id of an instance, a network interface or an association when it creates it, so no policy can name it " +
      "beforehand; the statement is limited to this account and region, and its actions read no log",
  );
}

/**
 * For statements about the key of a resource that another stack creates. Their conditions must limit the service that uses
 * the key, and the encryption context.
 */
export function keyOfAnotherStack(id: string): Acknowledgement {
  return {
    ids: [id],
    reason:
      "another stack creates the key; the conditions limit its use to one service, and to what the role may read or write " +
      "there",
    ...REVIEWED,
  };
}

function forEach(scope: Construct, arns: readonly string[], reason: string): Acknowledgement[] {
  return arns.map((arn) => ({ ids: [wildcardFindingId(scope, arn)], reason, ...REVIEWED }));
}

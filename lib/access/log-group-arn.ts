import { ArnFormat, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * ARN of a log group and everything in it, in the form that IAM policies require. Source: Amazon CloudWatch Logs User
 * Guide, "Overview of managing access permissions to your CloudWatch Logs resources": the form that ends in `:*` is the
 * one for all actions but tagging.
 */
export function logGroupArn(scope: IConstruct, logGroupName: string): string {
  return `${formatLogGroupArn(scope, logGroupName)}:*`;
}

/** ARN of one log stream. */
export function logStreamArn(scope: IConstruct, logGroupName: string, logStreamName: string): string {
  return `${formatLogGroupArn(scope, logGroupName)}:log-stream:${logStreamName}`;
}

function formatLogGroupArn(scope: IConstruct, resourceName: string): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service: "logs", resource: "log-group", resourceName, arnFormat });
}

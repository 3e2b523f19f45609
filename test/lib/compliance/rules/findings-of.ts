import { App, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { createPacks } from "../../../../lib/compliance";

/** A stack with nothing in it. */
export function emptyStack(id = "Stack", app = new App()): Stack {
  return new Stack(app, id, { env: { account: "123456789012", region: "us-east-1" } });
}

/** The ids of the findings of one rule in a stack, in the order of the resources. */
export function findingsOf(stack: Stack, rule: string): string[] {
  const own = createPacks().find(({ setting }) => setting === undefined);
  return (own?.pack.validateScope(stack).violations ?? [])
    .map(({ ruleName }) => ruleName)
    .filter((name) => name === `InventorySync-${rule}` || name.startsWith(`InventorySync-${rule}[`));
}

/** A log group without findings, but for the given properties. */
export function logGroup(stack: Stack, props: logs.LogGroupProps = {}): logs.LogGroup {
  return new logs.LogGroup(stack, "Group", {
    encryptionKey: new kms.Key(stack, "Key"),
    retention: logs.RetentionDays.ONE_YEAR,
    dataProtectionPolicy: new logs.DataProtectionPolicy({ identifiers: [logs.DataIdentifier.EMAILADDRESS] }),
    ...props,
  });
}

/** A function with a log group and a role of its own, and with the given environment variables. */
export function functionWith(stack: Stack, environment: Record<string, string> = {}): lambda.Function {
  return new lambda.Function(stack, "Function", {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: lambda.Code.fromInline("exports.handler = async () => {};"),
    role: new iam.Role(stack, "Role", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") }),
    logGroup: logGroup(stack),
    environment,
  });
}

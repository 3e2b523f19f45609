import * as iam from "aws-cdk-lib/aws-iam";
import * as logs from "aws-cdk-lib/aws-logs";
import { emptyStack, findingsOf, functionWith } from "./findings-of";

const RULE = "FunctionReadsOwnLogGroup";
const ACTION = "logs:FilterLogEvents";
const FINDING = `InventorySync-${RULE}[Action::${ACTION}]`;

test("a function that may only write its log group passes", () => {
  const { stack, fn } = stackWithFunction();
  fn.logGroup.grantWrite(fn);
  expect(findingsOf(stack, RULE)).toEqual([]);
});

test("a function that may read another log group passes", () => {
  const { stack, fn } = stackWithFunction();
  const other = new logs.LogGroup(stack, "Other", { logGroupName: "/made-up/other" });
  allow(fn, ACTION, [other.logGroupArn, "arn:aws:logs:us-east-1:123456789012:log-group:/made-up/other:*"]);
  expect(findingsOf(stack, RULE)).toEqual([]);
});

test("a function that may read its own log group is a finding", () => {
  const { stack, fn } = stackWithFunction();
  allow(fn, ACTION, [fn.logGroup.logGroupArn]);
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

test.each([
  "*",
  "arn:aws:logs:us-east-1:123456789012:log-group:/made-up/*",
  "arn:aws:logs:*:*:log-group:/made-up/own:*",
])("a grant on %s includes the own log group", (resource) => {
  const { stack, fn } = stackWithFunction();
  const group = fn.logGroup.node.defaultChild as logs.CfnLogGroup;
  group.logGroupName = "/made-up/own";
  allow(fn, ACTION, [resource]);
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

test("an action with a wildcard is a finding for each action that it includes", () => {
  const { stack, fn } = stackWithFunction();
  allow(fn, "logs:Start*", [fn.logGroup.logGroupArn]);
  expect(findingsOf(stack, RULE)).toEqual([
    `InventorySync-${RULE}[Action::logs:StartLiveTail]`,
    `InventorySync-${RULE}[Action::logs:StartQuery]`,
  ]);
});

test("a customer-managed policy of the role counts, and a deny does not", () => {
  const { stack, fn } = stackWithFunction();
  new iam.ManagedPolicy(stack, "Denied", {
    roles: fn.role ? [fn.role] : [],
    statements: [statement(ACTION, [fn.logGroup.logGroupArn], iam.Effect.DENY)],
  });
  expect(findingsOf(stack, RULE)).toEqual([]);
  new iam.ManagedPolicy(stack, "Allowed", {
    roles: fn.role ? [fn.role] : [],
    statements: [statement(ACTION, [fn.logGroup.logGroupArn])],
  });
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

test("a policy of another role does not count", () => {
  const { stack, fn } = stackWithFunction();
  const reader = new iam.Role(stack, "Reader", { assumedBy: new iam.AccountRootPrincipal() });
  reader.addToPolicy(statement(ACTION, [fn.logGroup.logGroupArn]));
  expect(findingsOf(stack, RULE)).toEqual([]);
});

function stackWithFunction() {
  const stack = emptyStack();
  return { stack, fn: functionWith(stack) };
}

function allow(fn: ReturnType<typeof functionWith>, action: string, resources: string[]): void {
  fn.addToRolePolicy(statement(action, resources));
}

function statement(action: string, resources: string[], effect = iam.Effect.ALLOW): iam.PolicyStatement {
  return new iam.PolicyStatement({ effect, actions: [action], resources });
}

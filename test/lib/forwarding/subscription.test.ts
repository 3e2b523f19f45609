import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { functionLogGroupName, logGroupName } from "../../../lib/catalog";
import { Subscription } from "../../../lib/forwarding/subscription";
import { testApp } from "../../fixtures/stacks";

test("every event of the group is handed to the forwarder", () => {
  const { template, stack, forwarder } = subscribe(logGroupName("staging", "audit"));
  template.hasResourceProperties("AWS::Logs::SubscriptionFilter", {
    FilterPattern: "",
    DestinationArn: stack.resolve(forwarder.functionArn) as object,
  });
});

test("CloudWatch Logs may invoke the forwarder for this group of this account, before it is asked to", () => {
  const { template, stack, group } = subscribe(logGroupName("staging", "audit"));
  template.hasResourceProperties("AWS::Lambda::Permission", {
    Principal: "logs.amazonaws.com",
    SourceArn: stack.resolve(group.logGroupArn) as object,
    SourceAccount: { Ref: "AWS::AccountId" },
  });
  const [permission] = Object.keys(template.findResources("AWS::Lambda::Permission"));
  template.hasResource("AWS::Logs::SubscriptionFilter", { DependsOn: Match.arrayWith([permission]) });
});

test("nothing is handed over before a failed invocation has a place to go", () => {
  const { template } = subscribe(logGroupName("staging", "audit"));
  const [failureHandling] = Object.keys(template.findResources("AWS::Lambda::EventInvokeConfig"));
  template.hasResource("AWS::Logs::SubscriptionFilter", { DependsOn: Match.arrayWith([failureHandling]) });
});

test.each([
  ["the forwarder's own", functionLogGroupName("staging", "forwarder")],
  ["another log's", logGroupName("staging", "application")],
  ["another environment's", logGroupName("production", "audit")],
])("%s group is refused, whoever made it", (_, name) => {
  for (const imported of [true, false]) {
    expect(() => subscribe(name, imported)).toThrow(
      `the subscription of audit reads ${name}, expected /inventorysync/staging/audit;`,
    );
  }
});

test("the group of the log is accepted from another stack too", () => {
  expect(() => subscribe(logGroupName("staging", "audit"), true)).not.toThrow();
});

function subscribe(logGroupName: string, imported = false) {
  const stack = new Stack(testApp(), "Stack");
  const group = imported
    ? logs.LogGroup.fromLogGroupName(stack, "Group", logGroupName)
    : new logs.LogGroup(stack, "Group", { logGroupName });
  const forwarder = new lambda.Function(stack, "Forwarder", {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: lambda.Code.fromInline("exports.handler = () => undefined"),
    retryAttempts: 2,
  });
  new Subscription(stack, "Subscription", { environment: "staging", log: "audit", group, forwarder });
  return { stack, group, forwarder, template: Template.fromStack(stack) };
}

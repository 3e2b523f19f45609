import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { functionLogGroupName, logGroupName } from "../../../catalog";
import { Subscription } from "../../../lib/forwarding/subscription";
import { ForwarderDestination } from "../../../lib/forwarding/topology/direct";
import { LogEventStreams } from "../../../lib/forwarding/topology/log-event-streams";
import type { SubscriptionDestination } from "../../../lib/forwarding/topology/topology";
import { TOPOLOGIES, type TopologyName } from "../../fixtures/forwarding";
import { shippedConfig } from "../../fixtures/stacks";
import { testApp } from "../../fixtures/stage";

const FILTER = "AWS::Logs::SubscriptionFilter";

test.each(TOPOLOGIES)("in topology %s the subscription filter matches every event", (topology) => {
  const { template, stack, destination } = subscribe(logGroupName("staging", "audit"), { topology });
  template.hasResourceProperties(FILTER, {
    FilterPattern: "",
    DestinationArn: stack.resolve(destination.arn) as object,
  });
});

test("CloudWatch Logs may invoke the forwarder for this log group before the filter exists", () => {
  const { template, stack, group } = subscribe(logGroupName("staging", "audit"));
  template.hasResourceProperties("AWS::Lambda::Permission", {
    Principal: "logs.amazonaws.com",
    SourceArn: stack.resolve(group.logGroupArn) as object,
    SourceAccount: { Ref: "AWS::AccountId" },
  });
  const [permission] = Object.keys(template.findResources("AWS::Lambda::Permission"));
  template.hasResource(FILTER, { DependsOn: Match.arrayWith([permission]) });
});

test("a filter whose destination is a function has no distribution and no role", () => {
  const { template } = subscribe(logGroupName("staging", "audit"));
  template.hasResourceProperties(FILTER, { Distribution: Match.absent(), RoleArn: Match.absent() });
});

test("the filter has the same logical id in every topology, so that a change of topology updates it", () => {
  const [direct, kinesis] = TOPOLOGIES.map((topology) =>
    Object.keys(subscribe(logGroupName("staging", "audit"), { topology }).template.findResources(FILTER)),
  );
  expect(kinesis).toEqual(direct);
});

describe.each(TOPOLOGIES)("in topology %s", (topology) => {
  test.each([
    ["the forwarder's", functionLogGroupName("staging", "forwarder")],
    ["the forwarder's of one sink", functionLogGroupName("staging", "forwarder-opensearch")],
    ["the replay's", functionLogGroupName("staging", "replay")],
    ["another log's", logGroupName("staging", "application")],
    ["another environment's", logGroupName("production", "audit")],
  ])("%s log group is rejected, whether imported or created", (_, name) => {
    for (const imported of [true, false]) {
      expect(() => subscribe(name, { topology, imported })).toThrow(
        `the subscription of audit reads the log group ${name}, expected /inventorysync/staging/audit;`,
      );
    }
  });

  test("an imported log group of the log is accepted", () => {
    expect(() => subscribe(logGroupName("staging", "audit"), { topology, imported: true })).not.toThrow();
  });
});

interface Options {
  readonly topology?: TopologyName;
  /** Whether the log group is imported from another stack. */
  readonly imported?: boolean;
}

function subscribe(logGroupName: string, { topology = "direct", imported = false }: Options = {}) {
  const stack = new Stack(testApp(), "Stack");
  const group = imported
    ? logs.LogGroup.fromLogGroupName(stack, "Group", logGroupName)
    : new logs.LogGroup(stack, "Group", { logGroupName });
  const destination = DESTINATIONS[topology](stack);
  new Subscription(stack, "Subscription", { environment: "staging", log: "audit", group, destination });
  return { stack, group, destination, template: Template.fromStack(stack) };
}

const DESTINATIONS = {
  direct: (stack) =>
    new ForwarderDestination(
      new lambda.Function(stack, "Forwarder", {
        runtime: lambda.Runtime.NODEJS_24_X,
        handler: "index.handler",
        code: lambda.Code.fromInline("exports.handler = () => undefined"),
        retryAttempts: 2,
      }),
    ),
  kinesis: (stack) =>
    new LogEventStreams(stack, "Events", {
      config: shippedConfig("staging"),
      key: new kms.Key(stack, "Key"),
    }).destinationOf("audit"),
} as const satisfies Readonly<Record<TopologyName, (stack: Stack) => SubscriptionDestination>>;

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { App, Duration, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as kms from "aws-cdk-lib/aws-kms";
import { NodeFunction, type NodeFunctionProps } from "../../../lib/functions/node-function";
import { shippedConfig } from "../../fixtures/stacks";
import { testApp } from "../../fixtures/stage";

test("a function has its own log group: encrypted, kept for a month, and retained after its first deployment", () => {
  const { template, stack, key } = withFunction();
  template.hasResource("AWS::Logs::LogGroup", {
    Properties: {
      LogGroupName: "/inventorysync-functions/production/search-content",
      KmsKeyId: stack.resolve(key.keyArn) as object,
      RetentionInDays: 30,
    },
    DeletionPolicy: "RetainExceptOnCreate",
  });
});

test("the role has the name that the search engine maps, and may only write to the log group", () => {
  const { template, stack, fn } = withFunction();
  template.hasResourceProperties("AWS::IAM::Role", {
    RoleName: "inventorysync-production-search-content",
    ManagedPolicyArns: Match.absent(),
  });
  template.hasResourceProperties("AWS::IAM::ManagedPolicy", {
    PolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: stack.resolve(fn.logGroup.logGroupArn) as object,
        },
      ],
    },
  });
});

test("the function runs on arm64 and the latest Node.js runtime, and Lambda does not wrap its log in JSON", () => {
  withFunction().template.hasResourceProperties("AWS::Lambda::Function", {
    Architectures: ["arm64"],
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    LoggingConfig: { LogFormat: "Text" },
    TracingConfig: { Mode: "Active" },
  });
});

test("in a VPC the function has its subnets, and its role may create network interfaces", () => {
  const { template } = withFunction((stack) => {
    const vpc = new ec2.Vpc(stack, "Vpc") as ec2.IVpc;
    const securityGroup = new ec2.SecurityGroup(stack, "SecurityGroup", { vpc });
    return { network: { vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, securityGroup } };
  });
  template.hasResourceProperties("AWS::Lambda::Function", {
    VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: [Match.anyValue()] },
  });
  template.hasResourceProperties("AWS::IAM::ManagedPolicy", {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: Match.arrayWith(["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"]),
        }),
        Match.objectLike({ Action: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"], Resource: "*" }),
      ]),
    },
  });
});

test("outside a VPC the role may create no network interface", () => {
  expect(JSON.stringify(withFunction().template.toJSON())).not.toContain("ec2:");
});

test("the code is bundled at synth without Docker", () => {
  const app = new App();
  withFunction(() => ({}), app);
  const { directory } = app.synth();
  const assets = readdirSync(directory).filter((entry) => entry.startsWith("asset."));
  expect(assets.map((asset) => readdirSync(join(directory, asset)))).toEqual([
    ["index.js", "search-library.js"],
  ]);
});

test("role and log group have the name of the function, not of its source folder", () => {
  const { template } = withFunction(() => ({ source: "forwarder", name: "forwarder-sentry" }));
  template.hasResourceProperties("AWS::IAM::Role", { RoleName: "inventorysync-production-forwarder-sentry" });
  template.hasResourceProperties("AWS::Logs::LogGroup", {
    LogGroupName: "/inventorysync-functions/production/forwarder-sentry",
  });
});

function withFunction(more: (stack: Stack) => Partial<NodeFunctionProps> = () => ({}), app = testApp()) {
  const stack = new Stack(app, "Stack");
  const key = new kms.Key(stack, "Key");
  const fn = new NodeFunction(stack, "Function", {
    source: "search-content",
    name: "search-content",
    description: "what it does",
    config: shippedConfig("production"),
    key,
    timeout: Duration.minutes(1),
    memoryMiB: 256,
    variables: {},
    failureHandling: "deployment",
    ...more(stack),
  });
  return { stack, key, fn, template: Template.fromStack(stack) };
}

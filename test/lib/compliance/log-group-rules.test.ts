import { Aspects, CfnResource, Stack } from "aws-cdk-lib";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { leaveUnmasked, LogGroupRules } from "../../../lib/compliance";

const FUNCTION: lambda.FunctionProps = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: "index.handler",
  code: lambda.Code.fromInline("exports.handler = async () => {};"),
};

test("a log group without a key is an error", () => {
  const stack = testStack();
  new logs.LogGroup(stack, "Group", { retention: logs.RetentionDays.ONE_DAY });
  expectError(stack, "/Default/Group/Resource", "is not encrypted with a KMS key");
});

test("a log group without a retention is an error", () => {
  const stack = testStack();
  new logs.LogGroup(stack, "Group", {
    encryptionKey: new kms.Key(stack, "Key"),
    retention: logs.RetentionDays.INFINITE,
  });
  expectError(stack, "/Default/Group/Resource", "never expires");
});

test("a log group without masking is an error", () => {
  const stack = testStack();
  new logs.LogGroup(stack, "Group", { encryptionKey: new kms.Key(stack, "Key") });
  expectError(stack, "/Default/Group/Resource", "is not masked");
});

test("a log group may be unmasked with a reason", () => {
  const stack = testStack();
  const group = new logs.LogGroup(stack, "Group", { encryptionKey: new kms.Key(stack, "Key") });
  leaveUnmasked(group, "it holds numbers alone");
  Annotations.fromStack(stack).hasNoError("*", Match.anyValue());
});

test("a function with the log group that Lambda creates is an error", () => {
  const stack = testStack();
  new lambda.Function(stack, "Function", FUNCTION);
  expectError(stack, "/Default/Function/Resource", "writes to the log group that Lambda creates");
});

test("a function of a CDK provider with the log group that Lambda creates is an error", () => {
  const stack = testStack();
  providerFunction(stack);
  expectError(stack, "/Default/Provider", "writes to the log group that Lambda creates");
});

test("a function of a CDK provider may have a log group of the stack", () => {
  const stack = testStack();
  providerFunction(stack).addPropertyOverride("LoggingConfig", { LogGroup: "/made-up/group" });
  Annotations.fromStack(stack).hasNoError("*", Match.anyValue());
});

test("an encrypted, masked log group with a retention, and its function, pass", () => {
  const stack = testStack();
  new lambda.Function(stack, "Function", { ...FUNCTION, logGroup: compliantGroup(stack) });
  Annotations.fromStack(stack).hasNoError("*", Match.anyValue());
});

function testStack(): Stack {
  const stack = new Stack();
  Aspects.of(stack).add(new LogGroupRules());
  return stack;
}

/** A function as CDK providers create it: a plain `CfnResource`. */
function providerFunction(stack: Stack): CfnResource {
  const { role } = new lambda.Function(stack, "Function", { ...FUNCTION, logGroup: compliantGroup(stack) });
  return new CfnResource(stack, "Provider", {
    type: "AWS::Lambda::Function",
    properties: {
      Code: { ZipFile: "exports.handler = async () => {};" },
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Role: role?.roleArn,
    },
  });
}

function compliantGroup(stack: Stack): logs.LogGroup {
  return new logs.LogGroup(stack, "Group", {
    encryptionKey: new kms.Key(stack, "Key"),
    retention: logs.RetentionDays.ONE_DAY,
    dataProtectionPolicy: new logs.DataProtectionPolicy({ identifiers: [logs.DataIdentifier.EMAILADDRESS] }),
  });
}

function expectError(stack: Stack, path: string, message: string): void {
  Annotations.fromStack(stack).hasError(path, Match.stringLikeRegexp(message));
}

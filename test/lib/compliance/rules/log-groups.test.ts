import { CfnResource } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { emptyStack, findingsOf, functionWith, logGroup } from "./findings-of";

const { RetentionDays } = logs;

describe("LogGroupEncryption", () => {
  test("a log group without a key is a finding", () => {
    const stack = emptyStack();
    new logs.LogGroup(stack, "Group");
    expect(findingsOf(stack, "LogGroupEncryption")).toEqual(["InventorySync-LogGroupEncryption"]);
  });

  test("a log group with a key passes", () => {
    const stack = emptyStack();
    logGroup(stack);
    expect(findingsOf(stack, "LogGroupEncryption")).toEqual([]);
  });
});

describe("LogGroupRetention", () => {
  test("a log group that never expires is a finding", () => {
    const stack = emptyStack();
    logGroup(stack, { retention: RetentionDays.INFINITE });
    expect(findingsOf(stack, "LogGroupRetention")).toEqual(["InventorySync-LogGroupRetention"]);
  });

  test("a log group with a retention passes", () => {
    const stack = emptyStack();
    logGroup(stack, { retention: RetentionDays.ONE_DAY });
    expect(findingsOf(stack, "LogGroupRetention")).toEqual([]);
  });
});

describe("LogGroupDataProtection", () => {
  test("a log group without masking is a finding", () => {
    const stack = emptyStack();
    new logs.LogGroup(stack, "Group");
    expect(findingsOf(stack, "LogGroupDataProtection")).toEqual(["InventorySync-LogGroupDataProtection"]);
  });

  test("a masked log group passes", () => {
    const stack = emptyStack();
    logGroup(stack);
    expect(findingsOf(stack, "LogGroupDataProtection")).toEqual([]);
  });
});

describe("AuditRetention", () => {
  test.each(["audit", "security"])("%s with a retention of 60 days is a finding", (log) => {
    const stack = emptyStack();
    logGroup(stack, { logGroupName: `/inventorysync/madeup/${log}`, retention: RetentionDays.TWO_MONTHS });
    expect(findingsOf(stack, "AuditRetention")).toEqual(["InventorySync-AuditRetention"]);
  });

  test.each([
    ["audit", RetentionDays.THREE_MONTHS],
    ["application", RetentionDays.ONE_DAY],
  ])("%s with a retention of %d days passes", (log, retention) => {
    const stack = emptyStack();
    logGroup(stack, { logGroupName: `/inventorysync/madeup/${log}`, retention });
    expect(findingsOf(stack, "AuditRetention")).toEqual([]);
  });
});

describe("FunctionLogGroup", () => {
  test("a function with the log group that Lambda creates is a finding", () => {
    const stack = emptyStack();
    new lambda.Function(stack, "Function", {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: lambda.Code.fromInline("exports.handler = async () => {};"),
    });
    expect(findingsOf(stack, "FunctionLogGroup")).toEqual(["InventorySync-FunctionLogGroup"]);
  });

  test("a function of a CDK provider with the log group that Lambda creates is a finding", () => {
    const stack = emptyStack();
    new CfnResource(stack, "Provider", { type: "AWS::Lambda::Function", properties: {} });
    expect(findingsOf(stack, "FunctionLogGroup")).toEqual(["InventorySync-FunctionLogGroup"]);
  });

  test("a function with a log group of the stack passes, also if an override sets it", () => {
    const stack = emptyStack();
    functionWith(stack);
    new CfnResource(stack, "Provider", { type: "AWS::Lambda::Function", properties: {} }).addPropertyOverride(
      "LoggingConfig",
      { LogGroup: "/made-up/group" },
    );
    expect(findingsOf(stack, "FunctionLogGroup")).toEqual([]);
  });
});

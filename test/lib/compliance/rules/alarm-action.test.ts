import type { Stack } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { emptyStack, findingsOf } from "./findings-of";

const RULE = "AlarmAction";
const FINDING = `InventorySync-${RULE}`;
const ACTION: cloudwatch.IAlarmAction = {
  bind: () => ({ alarmActionArn: "arn:aws:sns:us-east-1:123456789012:made-up" }),
};

test("an alarm without an action is a finding", () => {
  const stack = emptyStack();
  metricAlarm(stack, "Alarm");
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

test("an alarm with an action passes", () => {
  const stack = emptyStack();
  metricAlarm(stack, "Alarm").addAlarmAction(ACTION);
  expect(findingsOf(stack, RULE)).toEqual([]);
});

test("an alarm whose actions are disabled is a finding", () => {
  const stack = emptyStack();
  const alarm = metricAlarm(stack, "Alarm", { actionsEnabled: false });
  alarm.addAlarmAction(ACTION);
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

test("a condition of a composite alarm with an action passes", () => {
  const stack = emptyStack();
  composite(stack, metricAlarm(stack, "Condition")).addAlarmAction(ACTION);
  expect(findingsOf(stack, RULE)).toEqual([]);
});

test("a condition of a composite alarm without an action is a finding, and so is the composite alarm", () => {
  const stack = emptyStack();
  composite(stack, metricAlarm(stack, "Condition"));
  expect(findingsOf(stack, RULE)).toEqual([FINDING]);
});

function metricAlarm(stack: Stack, id: string, props: Partial<cloudwatch.AlarmProps> = {}): cloudwatch.Alarm {
  return new cloudwatch.Alarm(stack, id, {
    metric: new cloudwatch.Metric({ namespace: "MadeUp", metricName: "MadeUp" }),
    threshold: 1,
    evaluationPeriods: 1,
    ...props,
  });
}

function composite(stack: Stack, condition: cloudwatch.Alarm): cloudwatch.CompositeAlarm {
  return new cloudwatch.CompositeAlarm(stack, "Composite", {
    alarmRule: cloudwatch.AlarmRule.fromAlarm(condition, cloudwatch.AlarmState.ALARM),
  });
}

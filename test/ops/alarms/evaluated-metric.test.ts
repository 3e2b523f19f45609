import type { LogAlarm, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { type Alarm, ALARMS } from "../../../catalog";
import { evaluatedMetric } from "../../../ops/alarms/evaluated-metric";

const alarmOf = (id: string): Alarm | undefined => ALARMS.find((alarm) => alarm.id === id);
const LOG_ALARM: LogAlarm = {
  Threshold: 70,
  ScheduledQueryConfiguration: {
    QueryString: "made up",
    ScheduledQueryRoleARN: "made up",
    ScheduleConfiguration: { ScheduleExpression: "rate(5 minutes)", StartTimeOffset: 360 },
    AggregationExpression: "count(*)",
  },
};

test("a metric alarm has its own metric", () => {
  const definition: MetricAlarm = { Namespace: "AWS/Lambda", MetricName: "Errors", Threshold: 1 };
  expect(evaluatedMetric(definition, alarmOf("error-spike"), "test")).toBe(definition);
});

test("a log alarm has the metric of the lines that its query returns, and its own threshold", () => {
  expect(evaluatedMetric(LOG_ALARM, alarmOf("error-spike"), "test")).toEqual({
    Namespace: "InventorySync/Logs/test",
    MetricName: "ApplicationErrors",
    Statistic: "Sum",
    Period: 300,
    Threshold: 70,
  });
});

test("a log alarm that counts no lines of the catalogue has no metric", () => {
  expect(evaluatedMetric(LOG_ALARM, alarmOf("latency-p95"), "test").MetricName).toBeUndefined();
});

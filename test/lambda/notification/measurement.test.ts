import { ALARMS } from "../../../catalog";
import { parseAlarmMessage, type Measured } from "../../../lambda/notification/alarm-message";
import { datapointsIn, describeMeasurement, formatDuration } from "../../../lambda/notification/measurement";
import { alarmMessageText } from "../../fixtures/alarm-message";

/** The reasons in the sample events of the Amazon CloudWatch User Guide, "Alarm events and EventBridge", and of the console. */
test.each([
  [
    "Threshold Crossed: 1 out of the last 1 datapoints [62.0 (27/11/26 04:20:00)] was greater than or equal to the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).",
    [62],
  ],
  [
    "Threshold Crossed: 1 datapoint [0.0 (27/11/26 04:20:00)] was not greater than or equal to the threshold (50.0).",
    [0],
  ],
  [
    "Threshold Crossed: 2 out of the last 3 datapoints [3.0 (27/11/26 04:20:00), 1.5E-4 (27/11/26 04:15:00)] were greater than the threshold (0.0).",
    [3, 0.000_15],
  ],
  [
    "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].",
    [],
  ],
  ["Unchecked: Initial alarm creation", []],
])("the values in the reason %s", (reason, values) => {
  expect(datapointsIn(reason)).toEqual(values);
});

const trigger = (changes: object) => ({
  MetricName: "ApplicationErrors",
  Namespace: "InventorySync/Logs/test",
  Statistic: "SUM",
  Period: 300,
  EvaluationPeriods: 1,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  Threshold: 50,
  ...changes,
});
const reason = (values: string) => `Threshold Crossed: datapoints [${values}] were crossing the threshold.`;

test.each([
  [{}, "62.0 (27/11/26 04:20:00)", "Sum of ApplicationErrors in 5 minutes: 62; threshold: at least 50"],
  [
    { MetricName: "IteratorAge", Statistic: "MAXIMUM", Threshold: 900_000 },
    "1230000.0 (27/11/26 04:20:00)",
    "Maximum of IteratorAge in 5 minutes: 20.5 minutes; threshold: at least 15 minutes",
  ],
  [
    {
      MetricName: "FreeStorageSpace",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 51_200,
      Period: 60,
    },
    "51199.5 (27/11/26 04:20:00)",
    "Sum of FreeStorageSpace in 60 seconds: 51,199.5 MiB; threshold: less than 51,200 MiB",
  ],
  [
    { EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 1 },
    "2.0 (27/11/26 04:20:00), 1.0 (27/11/26 04:15:00)",
    "Sum of ApplicationErrors in 5 minutes: 2, 1; threshold: at least 1 in 2 of 3 periods",
  ],
  [
    {
      MetricName: undefined,
      Namespace: undefined,
      Statistic: undefined,
      Metrics: [
        { Id: "e", Expression: "SUM([m0])" },
        {
          Id: "m0",
          MetricStat: { Metric: { Namespace: "AWS/Lambda", MetricName: "Errors" }, Period: 300, Stat: "Sum" },
        },
      ],
    },
    "62.0 (27/11/26 04:20:00)",
    "Errors in 5 minutes: 62; threshold: at least 50",
  ],
])("the number against its threshold: %j", (changes, values, expected) => {
  const text = alarmMessageText({ Trigger: trigger(changes), NewStateReason: reason(values) });
  const message = parseAlarmMessage(text);
  expect(describeMeasurement(message as Measured)).toBe(expected);
});

test.each([
  [
    "webhook-failures",
    10,
    "FailedWebhooks as a share of ProcessedWebhooks and FailedWebhooks in 5 minutes: 62 %",
  ],
  ["latency-p95", 1_000, "p95 of RequestDuration in 5 minutes: 62 ms"],
] as const)(
  "the expression of %s is named as the catalogue defines it, with its unit",
  (id, Threshold, expected) => {
    const text = alarmMessageText({
      Trigger: trigger({ Statistic: undefined, Threshold }),
      NewStateReason: reason("62.0 (27/11/26 04:20:00)"),
    });
    const row = ALARMS.find((alarm) => alarm.id === id);
    expect(describeMeasurement(parseAlarmMessage(text) as Measured, row)).toContain(`${expected}; threshold`);
  },
);

test("a composite alarm has no trigger", () => {
  const text = alarmMessageText({ Trigger: undefined, AlarmRule: "ALARM(a)" });
  expect(parseAlarmMessage(text)).toMatchObject({ trigger: undefined });
});

test.each([
  ["not JSON", "the domain is red"],
  ["JSON without the name of an alarm", "{}"],
  ["a state that CloudWatch does not have", alarmMessageText({ NewStateValue: "RED" })],
  ["no time", alarmMessageText({ StateChangeTime: "soon" })],
])("%s is no message of an alarm", (_, text) => {
  expect(parseAlarmMessage(text)).toBeUndefined();
});

test.each([
  [1, "1 second"],
  [90, "90 seconds"],
  [300, "5 minutes"],
  [5_400, "90 minutes"],
  [9_000, "2.5 hours"],
  [259_200, "3 days"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

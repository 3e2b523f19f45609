import { type CloudWatchClient, type DescribeAlarmHistoryCommandInput } from "@aws-sdk/client-cloudwatch";
import { describeMeasurement } from "../../../lambda/notification/measurement";
import { createAlarmReader } from "../../../lambda/notifier/alarm-states";

const { signal } = new AbortController();
const at = (time: string) => new Date(`2026-11-27T${time}Z`);

function cloudWatchWith(answer: object) {
  const sent: object[] = [];
  const send = ({ input }: { readonly input: object }) => {
    sent.push(input);
    return Promise.resolve(answer);
  };
  return { reader: createAlarmReader({ send } as unknown as CloudWatchClient), sent };
}

test("an alarm fired at the last change to ALARM before its end", async () => {
  const { reader, sent } = cloudWatchWith({
    AlarmHistoryItems: [
      { Timestamp: at("05:30:00"), HistorySummary: "Alarm updated from OK to ALARM" },
      { Timestamp: at("05:00:00"), HistorySummary: "Alarm updated from ALARM to OK" },
      { Timestamp: at("04:25:00"), HistorySummary: "Alarm updated from INSUFFICIENT_DATA to ALARM" },
      { Timestamp: at("04:00:00"), HistorySummary: "Alarm updated from OK to ALARM" },
    ],
  });
  expect(await reader.firedAt("made-up", at("05:00:00").getTime(), signal)).toBe(at("04:25:00").getTime());
  const input = sent[0] as DescribeAlarmHistoryCommandInput;
  expect(input.AlarmTypes).toEqual(["MetricAlarm", "LogAlarm", "CompositeAlarm"]);
});

test("the start of an alarm is unknown if its history does not have it", async () => {
  const { reader } = cloudWatchWith({ AlarmHistoryItems: [] });
  expect(await reader.firedAt("made-up", at("05:00:00").getTime(), signal)).toBeUndefined();
});

test("the conditions of a composite alarm that are met have their numbers", async () => {
  const { reader, sent } = cloudWatchWith({
    MetricAlarms: [
      {
        AlarmName: "made-up-1h",
        StateReason: "Threshold Crossed: 1 datapoint [3.5 (27/11/26 04:20:00)] was greater",
        ...{ MetricName: "Errors", Namespace: "AWS/Lambda", Statistic: "Sum", Period: 3_600 },
        ...{ Threshold: 1.44, ComparisonOperator: "GreaterThanOrEqualToThreshold", EvaluationPeriods: 1 },
      },
    ],
  });
  const active = await reader.activeConditions(["made-up-1h", "made-up-5m"], signal);
  const measured = active.get("made-up-1h");
  expect(measured && describeMeasurement(measured)).toBe(
    "Sum of Errors in 60 minutes: 3.5; threshold: at least 1.44",
  );
  expect(sent[0]).toMatchObject({ AlarmNames: ["made-up-1h", "made-up-5m"], StateValue: "ALARM" });
});

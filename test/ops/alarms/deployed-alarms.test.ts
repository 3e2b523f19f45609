import { CloudWatchClient, type DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { deployedAlarms, readAlarm } from "../../../ops/alarms/deployed-alarms";
import { metricQueriesOf } from "../../../ops/alarms/metric-values";

test.each<[MetricAlarm, string]>([
  [{ AlarmActions: ["arn"], ActionsEnabled: true }, "enabled"],
  [{ AlarmActions: ["arn"], ActionsEnabled: false }, "disabled"],
  [{ AlarmActions: [], ActionsEnabled: true }, "none"],
])("of %j, the actions are %s", (alarm, expected) => {
  expect(readAlarm(alarm).actions).toBe(expected);
});

test("the time is that of the last change of the state, and not of the reason", () => {
  const alarm = {
    StateTransitionedTimestamp: new Date("2026-03-01T12:00:00Z"),
    StateUpdatedTimestamp: new Date("2026-03-01T13:00:00Z"),
  };
  expect(readAlarm(alarm).since).toBe("2026-03-01T12:00:00.000Z");
});

test("the values are those of the metric, or of the expression", () => {
  const Metrics = [{ Id: "e", Expression: "SUM([m0])" }];
  expect(metricQueriesOf({ Metrics })).toBe(Metrics);
  expect(
    metricQueriesOf({ Namespace: "AWS/Lambda", MetricName: "Errors", Period: 300, Statistic: "Sum" }),
  ).toEqual([
    {
      Id: "metric",
      MetricStat: {
        Metric: { Namespace: "AWS/Lambda", MetricName: "Errors" },
        Period: 300,
        Stat: "Sum",
      },
    },
  ]);
});

test("metric alarms, log alarms and composite alarms are found", async () => {
  const client = new CloudWatchClient({ region: "us-east-1" });
  const requests: unknown[] = [];
  const actions = { AlarmActions: ["arn"], ActionsEnabled: true };
  client.send = ({ input }: DescribeAlarmsCommand) => {
    requests.push(input.AlarmTypes);
    return Promise.resolve({
      MetricAlarms: [{ AlarmName: "metric", ...actions }],
      LogAlarms: [{ AlarmName: "log", StateValue: "ALARM", ...actions }],
      CompositeAlarms: [{ AlarmName: "composite", ...actions }],
    });
  };
  const alarms = await deployedAlarms(client, "test");
  expect(requests).toEqual([["MetricAlarm", "LogAlarm", "CompositeAlarm"]]);
  expect([...alarms.keys()]).toEqual(["metric", "log", "composite"]);
  expect(alarms.get("log")).toMatchObject({ state: "ALARM", actions: "enabled" });
});

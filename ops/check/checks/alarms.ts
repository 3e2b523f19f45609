import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  alarmName,
  conditionAlarmIds,
  countedLogGroupName,
  LOG_METRICS,
  type LogMetric,
  logMetricNamespace,
  topicNameOfAlarm,
} from "../../../catalog";
import { alarmsOf } from "../../../config";
import { type DeployedAlarm, deployedAlarms } from "../../alarms/deployed-alarms";
import type { Check } from "../check";
import { restoreByDeployment, unlessProblems } from "../outcome";
import { ifExists } from "./if-exists";
import { notifications } from "./notifications";

const alarms: Check = {
  id: "alarms",
  item: "alerts",
  title: "the alarms exist, are enabled and notify the topic of their severity",
  async run({ aws, config }) {
    const { environment } = config;
    const found = await deployedAlarms(new CloudWatchClient(aws), environment);
    const expected = alarmsOf(config);
    const conditions = expected.flatMap(conditionAlarmIds).map((id) => alarmName(environment, id));
    const problems = [
      ...expected.flatMap((alarm) => {
        const name = alarmName(environment, alarm.id);
        return problemsOf(name, found.get(name)?.definition, topicNameOfAlarm(environment, alarm));
      }),
      ...conditions.flatMap((name) =>
        found.has(name) ? [] : [`the alarm ${name} does not exist, which a composite alarm evaluates`],
      ),
    ];
    const topics = new Set(expected.map((alarm) => topicNameOfAlarm(environment, alarm)));
    return unlessProblems(
      problems,
      `${expected.length} alarms, enabled, whose states ALARM and OK notify ${[...topics].join(" or ")}`,
      restoreByDeployment(environment),
    );
  },
};

function problemsOf(
  name: string,
  alarm: DeployedAlarm["definition"] | undefined,
  topic: string,
): readonly string[] {
  if (!alarm) return [`the alarm ${name} does not exist`];
  const notifies = (actions: readonly string[] | undefined) =>
    actions?.some((arn) => arn.endsWith(`:${topic}`)) ?? false;
  return [
    ...(alarm.ActionsEnabled ? [] : [`the actions of the alarm ${name} are disabled`]),
    ...(notifies(alarm.AlarmActions) ? [] : [`the state ALARM of ${name} does not notify ${topic}`]),
    ...(notifies(alarm.OKActions) ? [] : [`the state OK of ${name} does not notify ${topic}`]),
  ];
}

const metricFilters: Check = {
  id: "metric-filters",
  item: "alerts",
  title: "the log groups count what alarms watch",
  async run({ aws, config: { environment } }) {
    const client = new CloudWatchLogsClient(aws);
    const namespace = logMetricNamespace(environment);
    const problems = await Promise.all(
      Object.values<LogMetric>(LOG_METRICS).map(async ({ name, log, patterns }) => {
        const group = countedLogGroupName(environment, log);
        const found = await ifExists(
          client.send(new DescribeMetricFiltersCommand({ logGroupName: group })),
          "ResourceNotFoundException",
        );
        const ofMetric = (found?.metricFilters ?? []).filter(({ metricTransformations = [] }) =>
          metricTransformations.some(
            ({ metricName, metricNamespace }) => metricName === name && metricNamespace === namespace,
          ),
        );
        const complete = patterns.every((pattern) =>
          ofMetric.some(({ filterPattern }) => filterPattern === pattern),
        );
        if (complete) return [];
        return [
          ofMetric.length === 0
            ? `${group} has no metric filter for the metric ${name} in ${namespace}`
            : `${group} has other metric filters for the metric ${name} than the catalogue, or not all of them`,
        ];
      }),
    );
    const names = Object.values(LOG_METRICS).map(({ name }) => name);
    return unlessProblems(
      problems.flat(),
      `metric filters for ${names.join(", ")} in ${namespace}`,
      restoreByDeployment(environment),
    );
  },
};

export const alerts: readonly Check[] = [metricFilters, alarms, notifications];

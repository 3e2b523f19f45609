import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from "@aws-sdk/client-sns";
import {
  alarmName,
  alarmTopicName,
  conditionAlarmIds,
  findingsLogGroupName,
  LOG_METRICS,
  type LogMetric,
  logGroupName,
  logMetricNamespace,
} from "../../../catalog";
import { alarmsOf } from "../../../config";
import { type DeployedAlarm, deployedAlarms } from "../../alarms/deployed-alarms";
import type { Check } from "../check";
import { deployAgain, failed, unlessProblems } from "../outcome";
import { ifExists } from "./if-exists";

const alarms: Check = {
  id: "alarms",
  item: "alerts",
  title: "the alarms exist, are enabled and notify the topic",
  async run({ aws, config }) {
    const { environment } = config;
    const found = await deployedAlarms(new CloudWatchClient(aws), environment);
    const expected = alarmsOf(config).map(({ id }) => alarmName(environment, id));
    const conditions = alarmsOf(config)
      .flatMap(conditionAlarmIds)
      .map((id) => alarmName(environment, id));
    const problems = [
      ...expected.flatMap((name) =>
        problemsOf(name, found.get(name)?.definition, alarmTopicName(environment)),
      ),
      ...conditions.flatMap((name) =>
        found.has(name) ? [] : [`the alarm ${name} does not exist, which a composite alarm evaluates`],
      ),
    ];
    return unlessProblems(
      problems,
      `${expected.length} alarms, enabled, whose states ALARM and OK notify ${alarmTopicName(environment)}`,
      deployAgain(environment),
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

const recipients: Check = {
  id: "alarm-recipients",
  item: "alerts",
  title: "somebody receives the alarms",
  async run({ aws, account, config: { environment, alarms: settings } }) {
    const topic = alarmTopicName(environment);
    const TopicArn = `arn:aws:sns:${aws.region}:${account}:${topic}`;
    const found = await ifExists(listSubscriptions(new SNSClient(aws), TopicArn), "NotFoundException");
    if (!found) return failed(`the topic ${topic} does not exist`, deployAgain(environment));
    const confirmed = found.filter(({ SubscriptionArn = "" }) => SubscriptionArn.startsWith("arn:"));
    const endpoints = confirmed.map(({ Endpoint }) => Endpoint);
    const pending = found.filter((one) => !confirmed.includes(one)).map(({ Endpoint }) => String(Endpoint));
    const missing = settings.notify.filter((address) => !found.some(({ Endpoint }) => Endpoint === address));
    if (found.length === 0)
      return failed(
        `the topic ${topic} has no subscription: no one receives an alarm`,
        `add recipients to alarms.notify, then ${deployAgain(environment)}`,
      );
    return unlessProblems(
      [
        ...pending.map((address) => `${address} has not confirmed the subscription`),
        ...missing.map((address) => `${address} of alarms.notify has no subscription`),
        ...(confirmed.length === 0 ? ["no subscription is confirmed"] : []),
      ],
      `confirmed subscriptions of ${topic}: ${endpoints.join(", ")}`,
      "each recipient confirms with the link in the e-mail of AWS Notifications; a new deployment sends it again after three days",
    );
  },
};

async function listSubscriptions(client: SNSClient, TopicArn: string): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    found.push(...Subscriptions);
  return found;
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
        const group = log === "findings" ? findingsLogGroupName(environment) : logGroupName(environment, log);
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
      deployAgain(environment),
    );
  },
};

export const alerts: readonly Check[] = [metricFilters, alarms, recipients];

import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from "@aws-sdk/client-sns";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import {
  alarmTopicName,
  notificationTopicName,
  SEVERITIES,
  type Severity,
  webhookQueueName,
} from "../../../catalog";
import type { Channel } from "../../../config";
import type { Check, CheckContext } from "../check";
import { deployAgain, failed, restoreByDeployment, unlessProblems } from "../outcome";
import { ifExists } from "./if-exists";

/** The subscriptions of the topics, and what each channel of the configuration lacks there. */
export const notifications: Check = {
  id: "alarm-recipients",
  item: "alerts",
  title: "somebody receives the alarms",
  async run(context) {
    const { environment, alarms } = context.config;
    if (alarms.notify.length === 0)
      return failed(
        `alarms.notify of ${environment} is empty: no one receives an alarm`,
        `add a channel to alarms.notify, then ${deployAgain(environment)}`,
      );
    const problems = await Promise.all(SEVERITIES.map((severity) => problemsOf(severity, context)));
    return unlessProblems(
      problems.flat(),
      `the notifier subscribes to the alarms, and each channel of alarms.notify to the notifications: ${alarms.notify.map(nameOf).join(", ")}`,
      `each recipient confirms with the link in the e-mail of AWS Notifications; a new deployment sends it again after three days; otherwise ${restoreByDeployment(environment)}`,
    );
  },
};

async function problemsOf(severity: Severity, context: CheckContext): Promise<readonly string[]> {
  const { environment, alarms } = context.config;
  const channels = alarms.notify.filter(({ severities }) => severities.includes(severity));
  const alarmTopic = alarmTopicName(environment, severity);
  const topic = notificationTopicName(environment, severity);
  const [alarmSubscriptions, subscriptions] = await Promise.all([
    subscriptionsTo(alarmTopic, context),
    subscriptionsTo(topic, context),
  ]);
  if (!alarmSubscriptions || !subscriptions)
    return [`the topic ${alarmSubscriptions ? topic : alarmTopic} does not exist`];
  const hasNotifier = alarmSubscriptions.some(({ Protocol }) => Protocol === "lambda");
  const missing = await Promise.all(
    channels.map((channel) => channelProblem(channel, subscriptions, topic, context)),
  );
  return [
    ...(hasNotifier ? [] : [`the notifier does not subscribe to ${alarmTopic}`]),
    ...missing.flatMap((problem) => problem ?? []),
  ];
}

async function channelProblem(
  channel: Channel,
  subscriptions: readonly Subscription[],
  topic: string,
  context: CheckContext,
): Promise<string | undefined> {
  const isConfirmed = ({ SubscriptionArn = "" }: Subscription) => SubscriptionArn.startsWith("arn:");
  switch (channel.kind) {
    case "email": {
      const address = await resolveAddress(channel.address, context);
      if (address === undefined) return `the SSM parameter ${channel.address} does not exist`;
      const found = subscriptions.find(({ Endpoint }) => Endpoint === address);
      if (!found) return `${channel.address} of alarms.notify has no subscription to ${topic}`;
      return isConfirmed(found)
        ? undefined
        : `${channel.address} has not confirmed the subscription to ${topic}`;
    }
    // Amazon Q Developer subscribes by itself, to an address of its own service.
    case "slack":
      return subscriptions.some(({ Protocol }) => Protocol === "https")
        ? undefined
        : `Amazon Q Developer has no subscription to ${topic}`;
    case "webhook": {
      const queue = webhookQueueName(context.config.environment, channel.name);
      return subscriptions.some(
        ({ Protocol, Endpoint }) => Protocol === "sqs" && Endpoint?.endsWith(`:${queue}`),
      )
        ? undefined
        : `the queue ${queue} has no subscription to ${topic}`;
    }
  }
}

/** An address that starts with a slash is the name of an SSM parameter. */
async function resolveAddress(address: string, { aws }: CheckContext): Promise<string | undefined> {
  if (!address.startsWith("/")) return address;
  const found = await ifExists(
    new SSMClient(aws).send(new GetParameterCommand({ Name: address })),
    "ParameterNotFound",
  );
  return found?.Parameter?.Value;
}

function nameOf(channel: Channel): string {
  switch (channel.kind) {
    case "email":
      return channel.address;
    case "slack":
      return `Slack channel ${channel.channelId}`;
    case "webhook":
      return `webhook ${channel.name}`;
  }
}

async function subscriptionsTo(
  topic: string,
  { aws, account }: CheckContext,
): Promise<readonly Subscription[] | undefined> {
  const TopicArn = `arn:aws:sns:${aws.region}:${account}:${topic}`;
  return ifExists(listSubscriptions(new SNSClient(aws), TopicArn), "NotFoundException");
}

async function listSubscriptions(client: SNSClient, TopicArn: string): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    found.push(...Subscriptions);
  return found;
}

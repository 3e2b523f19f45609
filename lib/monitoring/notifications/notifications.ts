import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import * as ssm from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import {
  alarmName,
  ALARMS,
  notificationTopicName,
  SEVERITIES,
  type Severity,
  undeliveredQueueName,
} from "../../../catalog";
import { createDeadLetterQueue } from "../../forwarding/dead-letter-queue";
import type { Channel, EnvironmentConfig } from "../../../config";
import { AlarmTopics, allowAlarms } from "./alarm-topics";
import { Notifier } from "./notifier";
import { SlackChannel } from "./slack-channel";
import { Webhook } from "./webhook";

/** The resources whose metrics alarms watch. */
export interface WatchedNotifications {
  readonly notifier: lambda.IFunction;
  /** Empty without webhooks. */
  readonly webhooks: readonly Pick<Webhook, "function" | "queue" | "deadLetterQueue">[];
  /** Receives what SNS or EventBridge could not deliver. */
  readonly undelivered: sqs.IQueue;
}

export interface NotificationsProps {
  readonly config: EnvironmentConfig;
  /** Encrypts topics, queues, secrets and log groups. The key policy must admit CloudWatch and SNS. */
  readonly key: kms.IKey;
  /** URL of OpenSearch Dashboards. Absent where the environment has no domain of its own. */
  readonly dashboardsUrl?: string | undefined;
}

/**
 * From an alarm to people: the alarm publishes to the alarm topic of its severity, the notifier adds log lines and links
 * and publishes to the notification topic of the severity, and each channel of `alarms.notify` subscribes to that.
 * An alarm about the notifier itself publishes to the notification topic.
 */
export class Notifications extends Construct {
  /** Where alarms publish, and whatever else notifies people. */
  readonly alarmTopics: Readonly<Record<Severity, sns.Topic>>;
  /** Where the notifier publishes, and alarms about the notifier. */
  readonly notificationTopics: Readonly<Record<Severity, sns.Topic>>;
  readonly watched: WatchedNotifications;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);

    const { config, key } = props;
    const { environment, alarms } = config;
    this.alarmTopics = new AlarmTopics(this, "Alarms", { environment, key }).topics;
    this.notificationTopics = this.createTopics(environment, key);
    const { notificationTopics } = this;
    const undelivered = createDeadLetterQueue(this, "Undelivered", {
      queueName: undeliveredQueueName(environment),
      key,
      retain: config.deletionProtection,
      receivesFrom: "service",
    });
    const notifier = new Notifier(this, "Notifier", {
      ...props,
      deadLetterQueue: undelivered,
      alarmTopics: this.alarmTopics,
      notificationTopics,
    }).function;
    const webhooks = alarms.notify.flatMap((channel, index) => {
      const topics = channel.severities.map((severity) => notificationTopics[severity]);
      switch (channel.kind) {
        case "email":
          this.subscribeAddress(channel, topics, undelivered);
          return [];
        case "slack":
          new SlackChannel(this, `Slack${index}`, { environment, channel, topics });
          return [];
        case "webhook":
          return [
            new Webhook(this, `Webhook-${channel.name}`, { channel, config, key, topics, undelivered }),
          ];
      }
    });
    this.watched = { notifier, webhooks, undelivered };
  }

  private createTopics(environment: string, key: kms.IKey): Readonly<Record<Severity, sns.Topic>> {
    const [page, ticket] = SEVERITIES.map((severity) => {
      const topic = new sns.Topic(this, severity, {
        topicName: notificationTopicName(environment, severity),
        displayName: `InventorySync logging, ${environment}`,
        masterKey: key,
        enforceSSL: true,
      });
      const bypassing = ALARMS.filter((alarm) => alarm.severity === severity && alarm.bypassesNotifier);
      if (bypassing.length > 0)
        topic.addToResourcePolicy(
          allowAlarms(
            topic,
            bypassing.map(({ id }) => alarmName(environment, id)),
          ),
        );
      return topic;
    }) as [sns.Topic, sns.Topic];
    return { page, ticket };
  }

  /** A name that starts with a slash is that of an SSM parameter, which CloudFormation reads when it deploys. */
  private subscribeAddress(
    { address }: Extract<Channel, { kind: "email" }>,
    topics: readonly sns.Topic[],
    deadLetterQueue: sqs.IQueue,
  ): void {
    const endpoint = address.startsWith("/")
      ? ssm.StringParameter.valueForStringParameter(this, address)
      : address;
    for (const topic of topics)
      topic.addSubscription(new subscriptions.EmailSubscription(endpoint, { deadLetterQueue }));
  }
}

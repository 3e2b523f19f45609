import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import * as ssm from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import { notificationTopicName, SEVERITIES, type Severity, undeliveredQueueName } from "../../../catalog";
import { createDeadLetterQueue } from "../../forwarding/dead-letter-queue";
import type { Channel, EnvironmentConfig } from "../../../config";
import { AlarmTopics } from "./alarm-topics";
import { Notifier } from "./notifier";
import { SlackChannel } from "./slack-channel";
import { Webhook } from "./webhook";

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
 */
export class Notifications extends Construct {
  /** Where alarms publish, and whatever else notifies people. */
  readonly alarmTopics: Readonly<Record<Severity, sns.Topic>>;
  /** The notifier, for alarms on its errors. */
  readonly notifier: lambda.Function;
  /** Receives what SNS or EventBridge could not deliver. */
  readonly undelivered: sqs.Queue;
  /** The queue of what could not be delivered, and those of notifications that a webhook did not accept. */
  readonly deadLetterQueues: readonly sqs.Queue[];

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);

    const { config, key } = props;
    const { environment, alarms } = config;
    this.alarmTopics = new AlarmTopics(this, "Alarms", { environment, key }).topics;
    const [page, ticket] = SEVERITIES.map(
      (severity) =>
        new sns.Topic(this, severity, {
          topicName: notificationTopicName(environment, severity),
          displayName: `InventorySync logging, ${environment}`,
          masterKey: key,
          enforceSSL: true,
        }),
    ) as [sns.Topic, sns.Topic];
    const notificationTopics = { page, ticket };
    const undelivered = createDeadLetterQueue(this, "Undelivered", {
      queueName: undeliveredQueueName(environment),
      key,
      retain: config.deletionProtection,
      receivesFrom: "service",
    });
    this.undelivered = undelivered;
    this.notifier = new Notifier(this, "Notifier", {
      ...props,
      deadLetterQueue: undelivered,
      alarmTopics: this.alarmTopics,
      notificationTopics,
    }).function;
    const ofWebhooks = alarms.notify.flatMap((channel, index) => {
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
            new Webhook(this, `Webhook-${channel.name}`, { channel, config, key, topics, undelivered })
              .deadLetterQueue,
          ];
      }
    });
    this.deadLetterQueues = [undelivered, ...ofWebhooks];
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

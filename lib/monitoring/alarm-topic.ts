import { Annotations, ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { alarmName, alarmTopicName } from "../../catalog";
import type { EnvironmentConfig } from "../../config";

export interface AlarmTopicProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the messages. The key policy must admit CloudWatch. */
  readonly key: kms.IKey;
}

/**
 * The SNS topic of all alarms of an environment, with an e-mail subscription for each address of `alarms.notify`. Only
 * alarms of this account and environment may publish, and only over TLS. The policy that requires TLS replaces the
 * default policy of SNS, so the topic policy must admit CloudWatch explicitly.
 */
export class AlarmTopic extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { config, key }: AlarmTopicProps) {
    super(scope, id);

    const { environment, deletionProtection, alarms } = config;
    this.topic = new sns.Topic(this, "Topic", {
      topicName: alarmTopicName(environment),
      displayName: `InventorySync logging, ${environment}`,
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(this.allowAlarms(environment));
    for (const address of alarms.notify)
      this.topic.addSubscription(new subscriptions.EmailSubscription(address));

    if (deletionProtection && alarms.notify.length === 0) {
      Annotations.of(this).addInfo(
        `alarms of ${environment} have no recipient: alarms.notify is empty; add an e-mail address to it`,
      );
    }
  }

  private allowAlarms(environment: string): iam.PolicyStatement {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: "cloudwatch",
      resource: "alarm",
      resourceName: alarmName(environment, "*"),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new iam.PolicyStatement({
      sid: "AllowCloudWatchAlarms",
      principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [this.topic.topicArn],
      conditions: {
        StringEquals: { "aws:SourceAccount": stack.account },
        ArnLike: { "aws:SourceArn": alarms },
      },
    });
  }
}

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
  /** Encrypts what waits in the topic; its policy must admit CloudWatch. */
  readonly key: kms.IKey;
}

/**
 * Where every alarm of an environment goes, and from there to the people of `alarms.notify`. Only this account's
 * alarms of this environment may publish, only over TLS: a policy that demands TLS replaces the one SNS gives a topic
 * by default, so CloudWatch has to be admitted by name.
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
        `alarms of ${environment} reach nobody: alarms.notify is empty; name an e-mail address there`,
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

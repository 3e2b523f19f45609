import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as sns from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { alarmName, alarmTopicName, SEVERITIES, type Severity } from "../../../catalog";

export interface AlarmTopicsProps {
  readonly environment: string;
  /** Encrypts the messages. The key policy must admit CloudWatch. */
  readonly key: kms.IKey;
}

/**
 * One SNS topic for each severity, to which the alarms publish. Only alarms of this account and environment may publish,
 * and only over TLS. The policy that requires TLS replaces the default policy of SNS, so the topic policy must admit
 * CloudWatch explicitly.
 */
export class AlarmTopics extends Construct {
  readonly topics: Readonly<Record<Severity, sns.Topic>>;

  constructor(scope: Construct, id: string, { environment, key }: AlarmTopicsProps) {
    super(scope, id);

    const [page, ticket] = SEVERITIES.map((severity) => {
      const topic = new sns.Topic(this, severity, {
        topicName: alarmTopicName(environment, severity),
        displayName: `InventorySync logging, ${environment}: alarms of severity ${severity}`,
        masterKey: key,
        enforceSSL: true,
      });
      topic.addToResourcePolicy(allowAlarms(topic, [alarmName(environment, "*")]));
      return topic;
    }) as [sns.Topic, sns.Topic];
    this.topics = { page, ticket };
  }
}

/** Lets alarms of this account publish to a topic. @param names can contain `*` */
export function allowAlarms(topic: sns.Topic, names: readonly string[]): iam.PolicyStatement {
  const stack = Stack.of(topic);
  return new iam.PolicyStatement({
    sid: "AllowCloudWatchAlarms",
    principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
    actions: ["sns:Publish"],
    resources: [topic.topicArn],
    conditions: {
      StringEquals: { "aws:SourceAccount": stack.account },
      ArnLike: {
        "aws:SourceArn": names.map((resourceName) =>
          stack.formatArn({
            service: "cloudwatch",
            resource: "alarm",
            resourceName,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ),
      },
    },
  });
}

import * as chatbot from "aws-cdk-lib/aws-chatbot";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as sns from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Channel } from "../../../config";

export interface SlackChannelProps {
  readonly environment: string;
  readonly channel: Extract<Channel, { kind: "slack" }>;
  /** The topics of the severities that the channel receives. */
  readonly topics: readonly sns.ITopic[];
}

/**
 * Lets Amazon Q Developer in chat applications post notifications to a Slack channel. The channel can only receive: its
 * role has no permissions, and its guardrail policy denies everything that a role might get later. Without a guardrail
 * policy, the service would allow all actions of the role.
 *
 * Source: AWS CloudFormation Template Reference Guide, "AWS::Chatbot::SlackChannelConfiguration".
 */
export class SlackChannel extends Construct {
  constructor(scope: Construct, id: string, { environment, channel, topics }: SlackChannelProps) {
    super(scope, id);

    const role = new iam.Role(this, "Role", {
      description: `Amazon Q Developer in the Slack channel ${channel.channelId}; it has no permissions`,
      assumedBy: new iam.ServicePrincipal("chatbot.amazonaws.com"),
    });
    new chatbot.CfnSlackChannelConfiguration(this, "Configuration", {
      configurationName: `inventorysync-${environment}-${channel.channelId.toLowerCase()}`,
      slackWorkspaceId: channel.workspaceId,
      slackChannelId: channel.channelId,
      iamRoleArn: role.roleArn,
      guardrailPolicies: ["arn:aws:iam::aws:policy/AWSDenyAll"],
      snsTopicArns: topics.map(({ topicArn }) => topicArn),
    });
  }
}

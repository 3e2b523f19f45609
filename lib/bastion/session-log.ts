import { ArnFormat, Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { bastionSessionsRuleName, logById, SESSION_LOG } from "../../catalog";
import { type EnvironmentConfig, retentionDaysOf } from "../../config";
import { acknowledge } from "../compliance";
import { createSearchLogGroup } from "../search/search-log-group";
import { asRetention } from "../storage/retention";

export interface SessionLogProps {
  readonly config: EnvironmentConfig;
  /** The key policy must admit CloudWatch Logs for the log groups of search. */
  readonly key: kms.IKey;
  readonly instanceId: string;
}

/**
 * The log of who started a session on the bastion: CloudTrail's event of each StartSession, with the person, the address
 * and the document. Session Manager itself writes no log of port forwarding. EventBridge receives the event only if a
 * trail of the account logs management events. Source: AWS Systems Manager User Guide, "Enabling and disabling session
 * logging".
 */
export class SessionLog extends Construct {
  constructor(scope: Construct, id: string, { config, key, instanceId }: SessionLogProps) {
    super(scope, id);

    const { environment } = config;
    const group = createSearchLogGroup(this, "LogGroup", {
      config,
      key,
      log: SESSION_LOG,
      holdsAuditRecords: true,
      retention: asRetention(retentionDaysOf(config, logById("security"))),
    });
    const name = bastionSessionsRuleName(environment);
    const policy = this.allowRule(environment, group, name);
    const rule = new events.CfnRule(this, "Rule", {
      name,
      description: "somebody started a session on the bastion",
      eventPattern: {
        source: ["aws.ssm"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: ["ssm.amazonaws.com"],
          eventName: ["StartSession"],
          requestParameters: { target: [instanceId] },
        },
      },
      state: "ENABLED",
      targets: [{ id: "Log", arn: group.logGroupArn }],
    });
    rule.node.addDependency(policy);
    acknowledge(rule, [
      {
        ids: ["Serverless-EventBusDLQ"],
        reason:
          "the log is a copy: the CloudTrail trail keeps every event, and EventBridge retries for 24 hours to deliver it here",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
  }

  /** Source: Amazon EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", CloudWatch Logs. */
  private allowRule(environment: string, group: logs.LogGroup, ruleName: string): logs.ResourcePolicy {
    const stack = Stack.of(this);
    return new logs.ResourcePolicy(this, "Policy", {
      resourcePolicyName: `inventorysync-${environment}-bastion-sessions`,
      policyStatements: [
        new iam.PolicyStatement({
          principals: [
            new iam.ServicePrincipal("events.amazonaws.com"),
            new iam.ServicePrincipal("delivery.logs.amazonaws.com"),
          ],
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [group.logGroupArn],
          conditions: {
            StringEquals: { "aws:SourceAccount": stack.account },
            ArnEquals: {
              "aws:SourceArn": stack.formatArn({
                service: "events",
                resource: "rule",
                resourceName: ruleName,
                arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
              }),
            },
          },
        }),
      ],
    });
  }
}

import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as events from "aws-cdk-lib/aws-events";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { keyEventsRuleName } from "../../catalog";
import { acknowledge } from "../compliance";

export interface KeyEventsProps {
  readonly environment: string;
  readonly keys: readonly kms.IKey[];
}

/**
 * Matches the API calls that disable a key of the environment or schedule its deletion. KMS has no metric for them, so the
 * alarm counts how often this rule matches. EventBridge receives API calls only if the account has a CloudTrail trail that
 * records management events. Source: Amazon EventBridge User Guide, "AWS service events delivered via AWS CloudTrail".
 */
export class KeyEvents extends Construct {
  private readonly ruleName: string;

  constructor(scope: Construct, id: string, { environment, keys }: KeyEventsProps) {
    super(scope, id);

    this.ruleName = keyEventsRuleName(environment);
    const rule = new events.Rule(this, "Rule", {
      ruleName: this.ruleName,
      description: `API calls that make a KMS key of ${environment} unusable`,
      eventPattern: {
        source: ["aws.kms"],
        detailType: ["AWS API Call via CloudTrail"],
        detail: {
          eventName: ["DisableKey", "ScheduleKeyDeletion"],
          resources: { ARN: keys.map(({ keyArn }) => keyArn) },
        },
      },
    });
    acknowledge(rule, [
      {
        ids: ["Serverless-EventBusDLQ"],
        reason:
          "the rule has no target: an alarm evaluates how many events it matched, so there is no event that EventBridge " +
          "could fail to deliver",
        owner: "platform team",
        reviewBy: "2027-11-30",
      },
    ]);
  }

  metric(name: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: "AWS/Events",
      metricName: name,
      dimensionsMap: { RuleName: this.ruleName },
      ...options,
    });
  }
}

import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as sns from "aws-cdk-lib/aws-sns";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { TAMPER_ALERTS, tamperRuleName } from "../../catalog";
import { createTamperRules, type TamperRulesProps } from "./tamper-rules";

/**
 * A rule of EventBridge for each row of the tamper alerts, which pages with who did what, from where. EventBridge
 * receives the calls from CloudTrail, usually within minutes, and only if a trail of the account logs management events.
 * An event bus may have 300 rules, of which 30 with wildcards; an environment has about 30, one
 * of them with a wildcard.
 *
 * A call that AWS refused also pages if CloudTrail recorded its parameters: somebody tried. Sources: Amazon EventBridge
 * User Guide, "Amazon EventBridge quotas" and "AWS service events delivered via AWS CloudTrail".
 */
export class TamperAlerts extends Construct {
  constructor(scope: Construct, id: string, props: TamperRulesProps) {
    super(scope, id);

    const { config, pages, undelivered } = props;
    this.allowRules(config.environment, pages, undelivered);
    for (const alert of TAMPER_ALERTS) createTamperRules(this, alert, props);
  }

  /**
   * Sources: Amazon EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", Amazon SNS, and "Using
   * dead-letter queues to process undelivered events".
   */
  private allowRules(environment: string, pages: sns.ITopic, undelivered: sqs.IQueue): void {
    const stack = Stack.of(this);
    const fromRules = {
      sid: "AllowTamperAlerts",
      principals: [new iam.ServicePrincipal("events.amazonaws.com")],
      conditions: {
        StringEquals: { "aws:SourceAccount": stack.account },
        ArnLike: {
          "aws:SourceArn": stack.formatArn({
            service: "events",
            resource: "rule",
            resourceName: tamperRuleName(environment, "*", "*"),
            arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
          }),
        },
      },
    };
    pages.addToResourcePolicy(
      new iam.PolicyStatement({ ...fromRules, actions: ["sns:Publish"], resources: [pages.topicArn] }),
    );
    undelivered.addToResourcePolicy(
      new iam.PolicyStatement({
        ...fromRules,
        actions: ["sqs:SendMessage"],
        resources: [undelivered.queueArn],
      }),
    );
  }
}

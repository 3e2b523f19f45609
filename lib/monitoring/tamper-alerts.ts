import { ArnFormat, Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as sns from "aws-cdk-lib/aws-sns";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { TAMPER_ALERTS, type TamperAlert, type TamperingCall, tamperRuleName, whatToDo } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { type RetentionGroup, tamperPattern } from "./tamper-pattern";
import type { ResourceMatchers } from "./tampered-resources";

export interface TamperAlertsProps {
  readonly config: Pick<EnvironmentConfig, "environment" | "alarms">;
  readonly matchers: ResourceMatchers;
  readonly retentions: readonly RetentionGroup[];
  /** Where pages go. The policy of its KMS key must admit EventBridge. */
  readonly pages: sns.ITopic;
  /** Receives the alerts that EventBridge could not deliver. The policy of its KMS key must admit EventBridge. */
  readonly undelivered: sqs.IQueue;
}

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
  constructor(scope: Construct, id: string, props: TamperAlertsProps) {
    super(scope, id);

    const { config, matchers, retentions, pages, undelivered } = props;
    const { environment } = config;
    this.allowRules(environment, pages, undelivered);
    for (const alert of TAMPER_ALERTS as readonly TamperAlert[]) {
      for (const [index, call] of alert.calls.entries()) {
        const pattern = tamperPattern(call, matchers, retentions);
        if (pattern === undefined) continue;
        const number = index + 1;
        const rule = new events.CfnRule(this, `${alert.id}-${number}`, {
          name: tamperRuleName(environment, alert.id, number),
          description: alert.description,
          eventPattern: pattern,
          state: call.readOnly ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
          targets: [
            {
              id: "Pages",
              arn: pages.topicArn,
              inputTransformer: message(config, alert, call),
              deadLetterConfig: { arn: undelivered.queueArn },
            },
          ],
        });
        rule.node.addDependency(pages, undelivered);
      }
    }
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

/** What the message shows of every call, by name, as paths below `detail`. */
const COMMON_PATHS = {
  call: "eventName",
  actor: "userIdentity.arn",
  service: "userIdentity.invokedBy",
  address: "sourceIPAddress",
  agent: "userAgent",
  time: "eventTime",
  error: "errorCode",
  event: "eventID",
  account: "recipientAccountId",
  region: "awsRegion",
} as const;

/**
 * The text of the page. It is text, not JSON: the caller chooses the user agent, and a quotation mark in it would make
 * JSON invalid. EventBridge leaves out a value that the event does not have. Each line of a template is a JSON string.
 * Source: Amazon EventBridge User Guide, "Amazon EventBridge input transformation".
 */
function message(
  { environment, alarms }: TamperAlertsProps["config"],
  { id, description }: TamperAlert,
  { resource, where = {}, retention }: TamperingCall,
): events.CfnRule.InputTransformerProperty {
  const parameters = [
    ...Object.keys(resource),
    ...Object.keys(where),
    ...(retention === "belowConfigured" ? ["requestParameters.retentionInDays"] : []),
  ];
  const lines = [
    `${environment}, page: ${description}.`,
    "What: <call>",
    ...parameters.map((path, index) => `${lastOf(path)}: <parameter${index}>`),
    "By: <actor>",
    "Through the AWS service: <service>",
    "From: <address> <agent>",
    "When: <time>",
    "Error, empty if the call succeeded: <error>",
    "CloudTrail event: <event>, account <account>, <region>",
    whatToDo(id, alarms.runbookUrl),
  ];
  const paths = {
    ...COMMON_PATHS,
    ...Object.fromEntries(parameters.map((path, i) => [`parameter${i}`, path])),
  };
  return {
    inputPathsMap: Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, jsonPathOf(path)])),
    inputTemplate: lines.map((line) => JSON.stringify(line)).join("\n"),
  };
}

/** `resources` is the only list on a path; each call of AWS KMS in the catalogue has one key in it. */
function jsonPathOf(path: string): string {
  return `$.detail.${path.replace(/^resources\./, "resources[0].")}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

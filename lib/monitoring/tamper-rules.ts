import * as events from "aws-cdk-lib/aws-events";
import type * as sns from "aws-cdk-lib/aws-sns";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { type TamperAlert, type TamperingCall, tamperRuleName, whatToDo } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { type RetentionGroup, tamperPattern } from "./tamper-pattern";
import type { ResourceMatchers } from "./tampered-resources";

export interface TamperRulesProps {
  readonly config: Pick<EnvironmentConfig, "environment" | "alarms">;
  readonly matchers: Partial<ResourceMatchers>;
  readonly retentions: readonly RetentionGroup[];
  /** Where pages go. The policy of its KMS key must admit EventBridge. */
  readonly pages: sns.ITopic;
  /** Receives the alerts that EventBridge could not deliver. The policy of its KMS key must admit EventBridge. */
  readonly undelivered: sqs.IQueue;
}

/** The rules of one alert: one for each call that can concern a resource of the matchers. */
export function createTamperRules(
  scope: Construct,
  alert: TamperAlert,
  { config, matchers, retentions, pages, undelivered }: TamperRulesProps,
): void {
  for (const [index, call] of alert.calls.entries()) {
    const pattern = tamperPattern(call, matchers, retentions);
    if (pattern === undefined) continue;
    const number = index + 1;
    const rule = new events.CfnRule(scope, `${alert.id}-${number}`, {
      name: tamperRuleName(config.environment, alert.id, number),
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
  { environment, alarms }: TamperRulesProps["config"],
  { id, description }: TamperAlert,
  { resource, also = {}, where = {}, retention }: TamperingCall,
): events.CfnRule.InputTransformerProperty {
  const parameters = [
    ...Object.keys(resource),
    ...Object.keys(also),
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

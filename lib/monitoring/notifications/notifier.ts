import { Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import {
  ALARMS,
  countedLogGroupName,
  evidenceOf,
  linesOf,
  LOG_METRICS,
  type LogMetricId,
  logGroupName,
  type Question,
  questionById,
  type Severity,
} from "../../../catalog";
import {
  type EnvironmentConfig,
  forwarderLogGroupName,
  FUNCTION_MEMORY_MIB,
  reservedConcurrencyOf,
} from "../../../config";
import type { NotifierVariables } from "../../../lambda/notifier/settings";
import { grantKeyViaService } from "../../forwarding/grant-key-via-service";
import { NodeFunction } from "../../functions/node-function";
import { acknowledge } from "../../compliance";
import { EVERY_ALARM } from "../../permissions/acknowledgements";
import { allowMasked } from "../allow-masked";

export interface NotifierProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the log group and the topics. */
  readonly key: kms.IKey;
  /** Where the alarms publish. */
  readonly alarmTopics: Readonly<Record<Severity, sns.ITopic>>;
  /** Where the notifier publishes. */
  readonly notificationTopics: Readonly<Record<Severity, sns.ITopic>>;
  /** Receives the alarms with which SNS could not invoke the notifier. */
  readonly deadLetterQueue: sqs.IQueue;
  /** URL of OpenSearch Dashboards. Absent where the environment has no domain of its own. */
  readonly dashboardsUrl?: string | undefined;
}

/** The reading of logs and alarms, which the function itself ends after 20 seconds, its start, and the publication. */
const TIMEOUT = Duration.seconds(60);
/** An alarm that waits longer for a throttled notifier goes to the on-failure destination as it is. */
const MAX_EVENT_AGE = Duration.minutes(5);

/**
 * The function that turns the message of an alarm into a notification with its log lines and links.
 *
 * Nothing is lost if it fails: SNS invokes it asynchronously, so Lambda retries twice, after one minute and after two
 * more, and then sends the record of the invocation, which contains the alarm, to the topic for pages: a notifier that
 * fails is itself a reason to page. Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries with
 * asynchronous invocation".
 *
 * Its role may read the lines that the metric filters count, and ask the questions of the alarms, as CloudWatch Logs masks
 * them.
 */
export class Notifier extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: NotifierProps) {
    super(scope, id);

    const { config, key, alarmTopics, notificationTopics, deadLetterQueue, dashboardsUrl } = props;
    const { environment, alarms } = config;
    const forwarderLogGroup = forwarderLogGroupName(config);
    const variables: NotifierVariables = {
      ENVIRONMENT: environment,
      PAGE_TOPIC_ARN: notificationTopics.page.topicArn,
      TICKET_TOPIC_ARN: notificationTopics.ticket.topicArn,
      ...(alarms.runbookUrl !== undefined && { RUNBOOK_URL: alarms.runbookUrl }),
      ...(dashboardsUrl !== undefined && { DASHBOARDS_URL: dashboardsUrl }),
      ...(forwarderLogGroup !== undefined && { FORWARDER_LOG_GROUP: forwarderLogGroup }),
      ...(alarms.logAlarms && { LOG_ALARM_LINES: String(alarms.logAlarms.lines) }),
    };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      source: "notifier",
      name: "notifier",
      description: `notifies people of the alarms of ${environment}`,
      config,
      key,
      timeout: TIMEOUT,
      memoryMiB: FUNCTION_MEMORY_MIB.notifier,
      variables: { ...variables },
      reservedConcurrency: reservedConcurrencyOf(config, "notifier"),
      failureHandling: "destination",
      maxEventAge: MAX_EVENT_AGE,
      retryAttempts: 2,
      // The CDK's `SnsDestination` would also grant the role the key without the condition `kms:ViaService`.
      onFailure: { bind: () => ({ destination: notificationTopics.page.topicArn }) },
    });
    this.function = fn;
    allowReadingMaskedLines(role, config);
    allowReadingAlarms(role);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["sns:Publish"],
        resources: Object.values(notificationTopics).map(({ topicArn }) => topicArn),
      }),
    );
    grantKeyViaService("sns", role, key, ["kms:Decrypt", "kms:GenerateDataKey"]);
    for (const topic of Object.values(alarmTopics))
      topic.addSubscription(new subscriptions.LambdaSubscription(fn, { deadLetterQueue }));
  }
}

/** Each action only on the log groups for which an alarm of the catalogue needs it. */
function allowReadingMaskedLines(role: iam.Role, config: EnvironmentConfig): void {
  const { environment } = config;
  const evidence = ALARMS.flatMap((alarm) => evidenceOf(alarm) ?? []);
  const countedBy = (metrics: readonly LogMetricId[]) =>
    metrics.map((metric) => countedLogGroupName(environment, LOG_METRICS[metric].log));
  const counted = countedBy(ALARMS.flatMap((alarm) => linesOf(alarm) ?? []));
  const read = countedBy(evidence.flatMap((each) => (each.kind === "lines" ? [each.metric] : [])));
  const asked = evidence.flatMap((each) => {
    if (each.kind !== "answer") return [];
    const { logs, insights }: Question = questionById(each.question);
    return insights.source === "forwarder"
      ? (forwarderLogGroupName(config) ?? [])
      : logs.map((log) => logGroupName(environment, log));
  });
  allowMasked(role, [
    { logGroupNames: [...new Set(counted)], actions: ["logs:DescribeMetricFilters"] },
    { logGroupNames: [...new Set(read)], actions: ["logs:FilterLogEvents"] },
    { logGroupNames: [...new Set(asked)], actions: ["logs:StartQuery", "logs:GetQueryResults"] },
  ]);
  role.addToPolicy(new iam.PolicyStatement({ actions: ["logs:StopQuery"], resources: ["*"] }));
}

function allowReadingAlarms(role: iam.Role): void {
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory"],
      resources: ["*"],
    }),
  );
  acknowledge(role, [EVERY_ALARM]);
}

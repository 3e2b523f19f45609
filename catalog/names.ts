/**
 * Names that several parts of the system must agree on: the constructs that create a resource, the functions that use
 * it, and its operators.
 */
import type { CountedLog } from "./log-metrics";
import { type LogId, LOGS } from "./logs";
import type { SinkName, SinkSecretName } from "./sinks";

const PREFIX = "inventorysync";

/** `/inventorysync/production/audit` */
export function logGroupName(environment: string, log: LogId): string {
  return `/${PREFIX}/${environment}/${log}`;
}

/** The log that a log group belongs to; undefined for log groups outside this environment. */
export function logOfGroup(environment: string, group: string): LogId | undefined {
  return LOGS.find((log) => logGroupName(environment, log.id) === group)?.id;
}

/** Log group of one of the platform's functions. It has no subscription filter, which would create a feedback loop. */
export function functionLogGroupName(environment: string, functionName: string): string {
  return `/${PREFIX}-functions/${environment}/${functionName}`;
}

/**
 * `inventorysync-api`: the first part of the names of a host group's log streams, and the deployment guide's
 * CLOUDWATCH_STREAM_NAME.
 */
export function logStreamPrefix(hostGroup: string): string {
  return `${PREFIX}-${hostGroup}`;
}

/**
 * `inventorysync-api/i-0abc`: the log stream of a host, in each log group. The slash separates host groups: the streams
 * of a group `api` do not include those of a group `api-eu`.
 */
export function hostLogStreamName(hostGroup: string, host: string): string {
  return `${logStreamPrefix(hostGroup)}/${host}`;
}

/** `inventorysync-smoke/7f3k2m9q`: the log stream of a run of `npx logs smoke`, in each log group. */
export function smokeLogStreamName(run: string): string {
  return hostLogStreamName("smoke", run);
}

export function isSmokeLogStream(name: string): boolean {
  return name.startsWith(smokeLogStreamName(""));
}

/** The default key of the tag by which Systems Manager finds the hosts of a host group. */
export const HOST_GROUP_TAG_KEY = "InventorySync:HostGroup";

/** `production-api`: the default value of the tag. The name of an environment contains no hyphen. */
export function hostGroupTagValue(environment: string, hostGroup: string): string {
  return `${environment}-${hostGroup}`;
}

/** `install` writes the host files; `check` reports each difference; `doctor` looks for causes, on demand only. */
export type HostDocument = "install" | "check" | "doctor";

/** `inventorysync-production-host-files-install-api`: an SSM document, and the State Manager association that runs it, if any. */
export function hostDocumentName(environment: string, document: HostDocument, hostGroup: string): string {
  return `${PREFIX}-${environment}-host-files-${document}-${hostGroup}`;
}

/** `/inventorysync/production/debug-mode`: the SSM parameter with the debug mode of the application. */
export function debugParameterName(environment: string): string {
  return `/${PREFIX}/${environment}/debug-mode`;
}

/** The key of the tag of the bastion; the value is the name of the environment. */
export const BASTION_TAG_KEY = "InventorySync:Bastion";

/** `inventorysync-production-search-tunnel`: the SSM document of a session that forwards a port to the domain, and to nothing else. */
export function tunnelDocumentName(environment: string): string {
  return `${PREFIX}-${environment}-search-tunnel`;
}

/** `inventorysync-production-bastion-sessions`: the EventBridge rule that records who started a session on the bastion. */
export function bastionSessionsRuleName(environment: string): string {
  return `${PREFIX}-${environment}-bastion-sessions`;
}

/** `logs-inventorysync.audit-production`, in the data stream naming scheme type-dataset-namespace. */
export function dataStreamName(environment: string, log: LogId): string {
  return `logs-${PREFIX}.${log}-${environment}`;
}

/** The data streams of several logs, such as those that a question searches. */
export function dataStreamNames(environment: string, logs: readonly LogId[]): readonly string[] {
  return logs.map((log) => dataStreamName(environment, log));
}

/** Every data stream of an environment, as an index pattern. */
export function dataStreamPattern(environment: string): string {
  return `logs-${PREFIX}.*-${environment}`;
}

/** What the names of an environment's log groups begin with, except that of the log group for findings. */
export function logGroupNamePrefixes(environment: string): readonly string[] {
  return [PREFIX, `${PREFIX}-functions`, `${PREFIX}-search`].map((folder) => `/${folder}/${environment}/`);
}

/** A log of the search domain and its network, such as `/inventorysync-search/production/audit`: its audit log. */
export function searchLogGroupName(environment: string, log: string): string {
  return `/${PREFIX}-search/${environment}/${log}`;
}

/** Last part of the name of the log group with the sessions on the bastion. */
export const SESSION_LOG = "sessions";

/** `/inventorysync-findings/production`: CloudWatch Logs reports here in which log group it masked data. */
export function findingsLogGroupName(environment: string): string {
  return `/${PREFIX}-findings/${environment}`;
}

/** The log group whose lines a metric filter counts. */
export function countedLogGroupName(environment: string, log: CountedLog): string {
  return log === "findings" ? findingsLogGroupName(environment) : logGroupName(environment, log);
}

/**
 * `invsync-production`. The prefix is short because OpenSearch Service allows 28 characters, and an environment's name
 * may have 20.
 */
export function searchDomainName(environment: string): string {
  return `invsync-${environment}`;
}

/**
 * `inventorysync-production-`: what the names of roles, alarms, topics, rules, stacks and buckets begin with. The name of
 * an environment contains no hyphen, so no name of another environment begins with it.
 */
export function resourceNamePrefix(environment: string): string {
  return `${PREFIX}-${environment}-`;
}

/** `inventorysync-production-storage` */
export function stackName(environment: string, stack: string): string {
  return `${PREFIX}-${environment}-${stack.toLowerCase()}`;
}

/** `InventorySync/production/Errors by type`: a saved query of Logs Insights, in a folder of the environment. */
export function savedQueryName(environment: string, title: string): string {
  return `InventorySync/${environment}/${title}`;
}

/** `inventorysync-production-forwarder-errors`: an alarm, by its id in the catalogue. */
export function alarmName(environment: string, alarm: string): string {
  return `${PREFIX}-${environment}-${alarm}`;
}

/** `inventorysync-production-deploy-window`: the mute rule for alarms that a deployment can raise. */
export function muteRuleName(environment: string): string {
  return `${PREFIX}-${environment}-deploy-window`;
}

/**
 * `page`: a person acts now, because InventorySync fails, the domain is at risk, or events are 15 minutes late
 * at a sink or may soon be lost to it. `ticket`: an engineer investigates within a working day.
 */
export const SEVERITIES = ["page", "ticket"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `inventorysync-production-alarms-page`: the SNS topic to which the alarms of a severity publish. */
export function alarmTopicName(environment: string, severity: Severity): string {
  return `${PREFIX}-${environment}-alarms-${severity}`;
}

/** `inventorysync-production-notifications-page`: the SNS topic to which the notifier publishes, for the channels. */
export function notificationTopicName(environment: string, severity: Severity): string {
  return `${PREFIX}-${environment}-notifications-${severity}`;
}

/** The SNS topic to which an alarm publishes. */
export function topicNameOfAlarm(
  environment: string,
  { severity, bypassesNotifier }: { readonly severity: Severity; readonly bypassesNotifier?: true },
): string {
  return bypassesNotifier
    ? notificationTopicName(environment, severity)
    : alarmTopicName(environment, severity);
}

/**
 * `inventorysync-production-undelivered-notifications`: the queue of alarms, notifications and tamper alerts that SNS or
 * EventBridge could not deliver.
 */
export function undeliveredQueueName(environment: string): string {
  return `${PREFIX}-${environment}-undelivered-notifications`;
}

/** `webhook-pagerduty`: the function that sends notifications to one webhook, and its role. */
export function webhookFunctionName(webhook: string): `webhook-${string}` {
  return `webhook-${webhook}`;
}

/**
 * `inventorysync-production-tamper-key-changed-1`: the EventBridge rule for one call of a tamper alert, numbered from 1.
 * The name of a rule may have 64 characters. Source: Amazon EventBridge API Reference, "PutRule".
 */
export function tamperRuleName(environment: string, alert: string, number: number | "*"): string {
  return `${PREFIX}-${environment}-tamper-${alert}-${number}`;
}

/** `inventorysync-production`: the CloudWatch dashboard. Dashboards are global in an account, as are roles. */
export function dashboardName(environment: string): string {
  return `${PREFIX}-${environment}`;
}

/** `inventorysync-production-trail`: the CloudTrail trail. */
export function trailName(environment: string): string {
  return `${PREFIX}-${environment}-trail`;
}

/** `inventorysync-production-trail-123456789012`: the bucket for the log files of the trail. */
export function trailBucketName(environment: string, account: string): string {
  return `${PREFIX}-${environment}-trail-${account}`;
}

/**
 * `InventorySync/Logs/production`: namespace of the metrics of metric filters. The environment is in the namespace
 * because a metric filter takes dimensions only from the log line, and a line may have any format.
 */
export function logMetricNamespace(environment: string): string {
  return `InventorySync/Logs/${environment}`;
}

/** `forwarder` delivers new events; `replay` delivers parked events. */
export type DeliveryName = "forwarder" | "replay";
/** Name of a function that serves all sinks, or one sink. */
export type DeliveryFunctionName = DeliveryName | `${DeliveryName}-${SinkName}`;

/** `forwarder`, or `forwarder-opensearch` for a function that serves one sink. */
export function deliveryFunctionName(delivery: DeliveryName, sink?: SinkName): DeliveryFunctionName {
  return sink ? `${delivery}-${sink}` : delivery;
}

/**
 * All functions that may deliver events to a sink, with one function for all sinks or one for each. Permissions list
 * both names, so they are valid for either topology and during a change between the two.
 */
export function deliveryFunctionNames(sink: SinkName): readonly DeliveryFunctionName[] {
  return (["forwarder", "replay"] as const).flatMap((delivery) => [
    deliveryFunctionName(delivery),
    deliveryFunctionName(delivery, sink),
  ]);
}

/** `inventorysync-production-webhook-pagerduty`: the queue of notifications for one webhook. */
export function webhookQueueName(environment: string, webhook: string): string {
  return `${PREFIX}-${environment}-${webhookFunctionName(webhook)}`;
}

/** The dead-letter queue of `webhookQueueName`. */
export function webhookDeadLetterQueueName(environment: string, webhook: string): string {
  return `${webhookQueueName(environment, webhook)}-undelivered`;
}

export type RoleName =
  | DeliveryFunctionName
  | "search-content"
  | "archiver"
  | "archive-manifest"
  | "archive-delivery"
  | "subscriptions"
  | "notifier"
  | "log-alarm-queries"
  | "log-alarm-lines"
  | `webhook-${string}`
  | `writer-${string}`
  | "reader"
  | "auditor"
  | "operator"
  | "bastion"
  | "deployment"
  | "inspection";

/** `inventorysync-production-reader`. The name is fixed because the search domain maps it before the role exists. */
export function roleName(environment: string, role: RoleName): string {
  return `${PREFIX}-${environment}-${role}`;
}

/**
 * `inventorysync-production-parking-123456789012`: the parking bucket. Bucket names are globally unique. The name is
 * known before the bucket exists, so policies can refer to it.
 */
export function parkingBucketName(environment: string, account: string): string {
  return `${PREFIX}-${environment}-parking-${account}`;
}

/** `inventorysync-production-archive-123456789012`: the bucket of the audit archive, and of its manifests. */
export function archiveBucketName(environment: string, account: string): string {
  return `${PREFIX}-${environment}-archive-${account}`;
}

/** `inventorysync-production-archive-audit`: the Firehose stream that writes a log to the audit archive. */
export function archiveDeliveryStreamName(environment: string, log: LogId): string {
  return `${PREFIX}-${environment}-archive-${log}`;
}

/** `inventorysync-production-archive-manifest`: the EventBridge rule that starts the manifest of each hour. */
export function archiveScheduleName(environment: string): string {
  return `${PREFIX}-${environment}-archive-manifest`;
}

/** `inventorysync-production-archive`: the workgroup of Athena for queries of the audit archive. */
export function archiveWorkgroupName(environment: string): string {
  return `${PREFIX}-${environment}-archive`;
}

/** `inventorysync_production`: the database of Glue. A name in Athena has no hyphens. */
export function archiveDatabaseName(environment: string): string {
  return `${PREFIX}_${environment}`;
}

/** `inventorysync/production/archive-signing`: the alias, without `alias/`, of the key that signs the manifests. */
export function archiveSigningKeyAlias(environment: string): string {
  return `${PREFIX}/${environment}/archive-signing`;
}

export type SecretName = SinkSecretName | "redaction-key" | `webhook-${string}`;

/** `inventorysync/production/sentry-dsn` in Secrets Manager. */
export function secretName(environment: string, secret: SecretName): string {
  return `${PREFIX}/${environment}/${secret}`;
}

/** `inventorysync-production-record`: a role, template, ingest pipeline or policy in the search engine. */
export function searchContentName(environment: string, part: string): string {
  return `${PREFIX}-${environment}-${part}`;
}

/** `inventorysync-production-logs`: the index pattern of OpenSearch Dashboards for every data stream of an environment. */
export function indexPatternId(environment: string): string {
  return searchContentName(environment, "logs");
}

/** `inventorysync-production-error-analysis`: a stored search template, one for each question and environment. */
export function searchTemplateId(environment: string, question: string): string {
  return `${PREFIX}-${environment}-${question}`;
}

/** Namespace of the CloudWatch metrics that the platform writes. */
export const METRIC_NAMESPACE = "InventorySync/Logging";

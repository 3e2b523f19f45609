/**
 * Names that more than one part of the system must agree on: constructs that make a thing, functions that use it,
 * and the people who look for it.
 */
import { type LogId, LOGS } from "./logs";
import type { SinkName, SinkSecretName } from "./sinks";

const PREFIX = "inventorysync";

/** `/inventorysync/production/audit` */
export function logGroupName(environment: string, log: LogId): string {
  return `/${PREFIX}/${environment}/${log}`;
}

/** The log a group belongs to, or undefined for a group that is not one of ours. */
export function logOfGroup(environment: string, group: string): LogId | undefined {
  return LOGS.find((log) => logGroupName(environment, log.id) === group)?.id;
}

/** Log group of a function of ours: never subscribed, or the forwarder would feed itself. */
export function functionLogGroupName(environment: string, functionName: string): string {
  return `/${PREFIX}-functions/${environment}/${functionName}`;
}

/** `logs-inventorysync.audit-production`, in the data stream naming scheme type-dataset-namespace. */
export function dataStreamName(environment: string, log: LogId): string {
  return `logs-${PREFIX}.${log}-${environment}`;
}

/** Every data stream of an environment, as an index pattern. */
export function dataStreamPattern(environment: string): string {
  return `logs-${PREFIX}.*-${environment}`;
}

/** A log of the search domain and its network: `/inventorysync-search/production/audit` says who read what in the engine. */
export function searchLogGroupName(environment: string, log: string): string {
  return `/${PREFIX}-search/${environment}/${log}`;
}

/** `/inventorysync-findings/production`: where CloudWatch Logs says in which log group it masked something. */
export function findingsLogGroupName(environment: string): string {
  return `/${PREFIX}-findings/${environment}`;
}

/** `invsync-production`; OpenSearch Service takes 28 characters, and an environment's name may have 20. */
export function searchDomainName(environment: string): string {
  return `invsync-${environment}`;
}

/** `inventorysync-production-storage` */
export function stackName(environment: string, stack: string): string {
  return `${PREFIX}-${environment}-${stack.toLowerCase()}`;
}

/** `inventorysync-production-forwarder-errors`: an alarm, by its id in the catalogue. */
export function alarmName(environment: string, alarm: string): string {
  return `${PREFIX}-${environment}-${alarm}`;
}

/** `inventorysync-production-alarms`: the topic of every alarm. */
export function alarmTopicName(environment: string): string {
  return `${PREFIX}-${environment}-alarms`;
}

/**
 * `InventorySync/Logs/production`: namespace of the metrics that CloudWatch Logs counts. It has the environment in it
 * because a metric filter takes dimensions from the line alone, and a line may be of any shape.
 */
export function logMetricNamespace(environment: string): string {
  return `InventorySync/Logs/${environment}`;
}

/** What brings events to the sinks: `forwarder` as they come, `replay` when a sink could not take them before. */
export type DeliveryName = "forwarder" | "replay";
/** A function that serves every sink, or one sink alone. */
export type DeliveryFunctionName = DeliveryName | `${DeliveryName}-${SinkName}`;

/** `forwarder`, or `forwarder-opensearch` where each sink has a function of its own. */
export function deliveryFunctionName(delivery: DeliveryName, sink?: SinkName): DeliveryFunctionName {
  return sink ? `${delivery}-${sink}` : delivery;
}

/**
 * Every function that may bring events to a sink, whether there is one for each sink or one for all: what knows them by
 * name need not be told which it is, and knows both while an environment changes from one to the other.
 */
export function deliveryFunctionNames(sink: SinkName): readonly DeliveryFunctionName[] {
  return (["forwarder", "replay"] as const).flatMap((delivery) => [
    deliveryFunctionName(delivery),
    deliveryFunctionName(delivery, sink),
  ]);
}

export type RoleName =
  DeliveryFunctionName | "search-content" | "subscriptions" | "writer" | "reader" | "auditor";

/** `inventorysync-production-reader`; the name is fixed because the search domain maps it before the role exists. */
export function roleName(environment: string, role: RoleName): string {
  return `${PREFIX}-${environment}-${role}`;
}

/**
 * `inventorysync-production-parking-123456789012`: the bucket for what a sink could not take. Names of buckets are
 * unique in the world; this one is known before the bucket is, so that policies can name it.
 */
export function parkingBucketName(environment: string, account: string): string {
  return `${PREFIX}-${environment}-parking-${account}`;
}

export type SecretName = SinkSecretName | "redaction-key";

/** `inventorysync/production/sentry-dsn` in Secrets Manager. */
export function secretName(environment: string, secret: SecretName): string {
  return `${PREFIX}/${environment}/${secret}`;
}

/** `inventorysync-production-record`: a role, template, pipeline or policy inside the search engine. */
export function searchContentName(environment: string, part: string): string {
  return `${PREFIX}-${environment}-${part}`;
}

/** `production-error-analysis`: a stored search template, one for each question and environment. */
export function searchTemplateId(environment: string, question: string): string {
  return `${PREFIX}-${environment}-${question}`;
}

/** Namespace of every CloudWatch metric the platform itself writes. */
export const METRIC_NAMESPACE = "InventorySync/Logging";

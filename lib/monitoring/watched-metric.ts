import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as logs from "aws-cdk-lib/aws-logs";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import {
  type Condition,
  type EventCount,
  type LogId,
  METRIC_NAMESPACE,
  type MetricId,
  METRICS,
  type WatchedMetric,
} from "../../catalog";
import type { WatchedArchive } from "../archive/watched-archive";
import type { WatchedForwarding } from "../forwarding/watched-forwarding";
import type { LogMetrics } from "./log-metrics";
import type { WatchedNotifications } from "./notifications/notifications";

/** The resources of an environment whose metrics alarms can watch. */
export interface WatchedResources {
  readonly environment: string;
  readonly logMetrics: LogMetrics;
  readonly groups: Readonly<Record<LogId, logs.ILogGroup>>;
  readonly notifications: WatchedNotifications;
  /** Absent where the environment has no sink. */
  readonly forwarding?: WatchedForwarding | undefined;
  /** Absent where the environment has no audit archive. */
  readonly archive?: WatchedArchive | undefined;
  /** Absent where the environment has no domain of its own. */
  readonly domain?: opensearch.IDomain | undefined;
}

/**
 * The metric that an alarm watches.
 * @throws Error if the environment does not have the resource, which alarmsOf excludes
 */
export function watchedMetric(condition: Condition, watched: WatchedResources): cloudwatch.IMetric {
  const { metric } = condition;
  const found = findMetric(condition, watched);
  if (!found)
    throw new Error(
      `${watched.environment} has no ${metric.source}, whose metric an alarm watches; correct HAS_SOURCE in config/alarms.ts`,
    );
  return found;
}

function findMetric(
  { metric, statistic, periodMinutes }: Condition,
  { environment, logMetrics, groups, notifications, forwarding, archive, domain }: WatchedResources,
): cloudwatch.IMetric | undefined {
  const options = { statistic, period: Duration.minutes(periodMinutes) };
  const metricsOf = (sources: readonly MetricSource[] | undefined, name: string) =>
    (sources ?? []).map((source) => source.metric(name, options));
  const countOf = (count: EventCount): cloudwatch.Metric[] =>
    count.source === "log"
      ? [logMetrics.metric(count.name, options)]
      : metricsOf(
          count.logs.map((log) => groups[log]),
          count.name,
        );
  const platformMetric = (name: MetricId) =>
    new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: METRICS[name].name,
      dimensionsMap: { Environment: environment },
      ...options,
    });
  switch (metric.source) {
    case "log":
    case "log-group":
      return combineMetrics(statistic, countOf(metric));
    case "percent":
      return percentOf(countOf(metric.part), metric.whole.flatMap(countOf), metric.minimum, options.period);
    case "percentile":
      return percentileOf(metric, logMetrics, options.period);
    case "steady-log":
      return groups[metric.log].metric(metric.name, options);
    case "platform":
      return forwarding && platformMetric(metric.name);
    case "subscription":
      return combineMetrics(statistic, metricsOf(forwarding?.subscribedGroups, metric.name));
    case "forwarder":
      return combineMetrics(statistic, metricsOf(forwarding?.forwarderFunctions, metric.name));
    case "direct-forwarder":
      return forwarding?.readsKinesis
        ? undefined
        : combineMetrics(statistic, metricsOf(forwarding?.forwarderFunctions, metric.name));
    case "kinesis-forwarder":
      return forwarding?.readsKinesis
        ? combineMetrics(statistic, metricsOf(forwarding.forwarderFunctions, metric.name))
        : undefined;
    case "replay":
      return combineMetrics(statistic, metricsOf(forwarding?.replayFunctions, metric.name));
    case "replay-queue":
      return combineMetrics("Sum", messagesIn(forwarding?.replayQueues ?? [], options));
    case "replay-dead-letter-queue":
      return combineMetrics(statistic, metricsOf(forwarding?.deadLetterQueues, metric.name));
    case "undelivered-queue":
      return notifications.undelivered.metric(metric.name, options);
    case "on-failure-queue":
      return forwarding?.onFailureQueue.metric(metric.name, options);
    case "notifier":
      return notifications.notifier.metric(metric.name, options);
    case "notification-webhook":
      return combineMetrics(
        statistic,
        metricsOf(
          notifications.webhooks.map((webhook) => webhook.function),
          metric.name,
        ),
      );
    case "notification-webhook-queue":
      return combineMetrics(
        "Sum",
        messagesIn(
          notifications.webhooks.map(({ queue }) => queue),
          options,
        ),
      );
    case "notification-webhook-dead-letter-queue":
      return combineMetrics(
        statistic,
        metricsOf(
          notifications.webhooks.map(({ deadLetterQueue }) => deadLetterQueue),
          metric.name,
        ),
      );
    case "archive-retry-queue":
      return archive && combineMetrics("Sum", messagesIn([archive.retryQueue], options));
    case "archive-dead-letter-queue":
      return archive?.deadLetterQueue.metric(metric.name, options);
    case "archive-delivery":
      return combineMetrics(
        statistic,
        (archive?.streamNames ?? []).map(
          (stream) =>
            new cloudwatch.Metric({
              namespace: "AWS/Firehose",
              metricName: metric.name,
              dimensionsMap: { DeliveryStreamName: stream },
              ...options,
            }),
        ),
      );
    case "archive":
      return archive && platformMetric(metric.name);
    case "domain":
      return domain?.metric(metric.name, options);
  }
}

/** A resource with metrics of its own: a function, a queue or a log group. */
interface MetricSource {
  metric(name: string, options: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * The numbers of visible and of in-flight messages of some queues. The age of the oldest message is no substitute: SQS
 * excludes a message from it that was received three times. Source: Amazon SQS Developer Guide, "Available CloudWatch
 * metrics for Amazon SQS", ApproximateAgeOfOldestMessage.
 */
function messagesIn(queues: readonly sqs.IQueue[], options: cloudwatch.MetricOptions): cloudwatch.Metric[] {
  return queues.flatMap((queue) => [
    queue.metricApproximateNumberOfMessagesVisible(options),
    queue.metricApproximateNumberOfMessagesNotVisible(options),
  ]);
}

/**
 * A share in percent. All metrics are of one log group, so that a period has values of all of them or of none, and a
 * period without values has no share.
 */
function percentOf(
  part: readonly cloudwatch.Metric[],
  whole: readonly cloudwatch.Metric[],
  minimum: number,
  period: Duration,
): cloudwatch.IMetric {
  const parts = named("part", part);
  const wholes = named("whole", whole);
  const sumOf = (metrics: Readonly<Record<string, cloudwatch.Metric>>) => Object.keys(metrics).join(" + ");
  return new cloudwatch.MathExpression({
    expression: `IF(${sumOf(parts)} >= ${minimum}, 100 * (${sumOf(parts)}) / (${sumOf(wholes)}), 0)`,
    usingMetrics: { ...parts, ...wholes },
    period,
  });
}

function percentileOf(
  { name, percentile, minimum }: Extract<WatchedMetric, { source: "percentile" }>,
  logMetrics: LogMetrics,
  period: Duration,
): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    expression: `IF(count >= ${minimum}, percentile, 0)`,
    usingMetrics: {
      count: logMetrics.metric(name, { statistic: cloudwatch.Stats.SAMPLE_COUNT, period }),
      percentile: logMetrics.metric(name, { statistic: cloudwatch.Stats.percentile(percentile), period }),
    },
    period,
  });
}

function named(
  prefix: string,
  metrics: readonly cloudwatch.Metric[],
): Readonly<Record<string, cloudwatch.Metric>> {
  return Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index}`, metric]));
}

const METRIC_MATH_FUNCTIONS = { Sum: "SUM", Maximum: "MAX", Minimum: "MIN" } as const satisfies Readonly<
  Record<Condition["statistic"], string>
>;

/**
 * Combines the metrics of several functions, queues or log groups: one alarm covers all of them, and its article in the
 * runbook describes how to find the affected one.
 */
function combineMetrics(
  statistic: Condition["statistic"],
  metrics: readonly cloudwatch.Metric[],
): cloudwatch.IMetric | undefined {
  const [first, ...others] = metrics;
  if (!first || others.length === 0) return first;
  const operands = named("m", metrics);
  return new cloudwatch.MathExpression({
    expression: `${METRIC_MATH_FUNCTIONS[statistic]}([${Object.keys(operands).join(", ")}])`,
    usingMetrics: operands,
    period: first.period,
  });
}

import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { type Alarm, METRIC_NAMESPACE, METRICS } from "../../catalog";
import type { WatchedForwarding } from "../forwarding/watched-forwarding";
import type { LogMetrics } from "./log-metrics";

/** The resources of an environment whose metrics alarms can watch. */
export interface WatchedResources {
  readonly environment: string;
  readonly logMetrics: LogMetrics;
  /** Absent where the environment has no sink. */
  readonly forwarding?: WatchedForwarding | undefined;
  /** Absent where the environment has no domain of its own. */
  readonly domain?: opensearch.IDomain | undefined;
}

/** The metric that an alarm watches, or undefined if the environment does not have the resource. */
export function watchedMetric(
  { metric, statistic, periodMinutes }: Alarm,
  { environment, logMetrics, forwarding, domain }: WatchedResources,
): cloudwatch.IMetric | undefined {
  const options = { statistic, period: Duration.minutes(periodMinutes) };
  const metricsOf = (sources: readonly MetricSource[] | undefined, name: string) =>
    (sources ?? []).map((source) => source.metric(name, options));
  switch (metric.source) {
    case "log":
      return logMetrics.metric(metric.name, options);
    case "platform":
      return (
        forwarding &&
        new cloudwatch.Metric({
          namespace: METRIC_NAMESPACE,
          metricName: METRICS[metric.name].name,
          dimensionsMap: { Environment: environment },
          ...options,
        })
      );
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
    case "on-failure-queue":
      return forwarding?.onFailureQueue.metric(metric.name, options);
    case "domain":
      return domain?.metric(metric.name, options);
  }
}

/** A resource with metrics of its own: a function or a queue. */
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

const METRIC_MATH_FUNCTIONS = { Sum: "SUM", Maximum: "MAX", Minimum: "MIN" } as const satisfies Readonly<
  Record<Alarm["statistic"], string>
>;

/**
 * Combines the metrics of several functions or queues: one alarm covers all of them, and its article in the runbook
 * describes how to find the affected one.
 */
function combineMetrics(
  statistic: Alarm["statistic"],
  metrics: readonly cloudwatch.Metric[],
): cloudwatch.IMetric | undefined {
  const [first, ...others] = metrics;
  if (!first || others.length === 0) return first;
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new cloudwatch.MathExpression({
    expression: `${METRIC_MATH_FUNCTIONS[statistic]}([${named.map(([name]) => name).join(", ")}])`,
    usingMetrics: Object.fromEntries(named),
    period: first.period,
  });
}

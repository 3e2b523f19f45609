import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { type Alarm, METRIC_NAMESPACE, METRICS } from "../../catalog";
import type { WatchedForwarding } from "../forwarding/watched-forwarding";
import type { LogMetrics } from "./log-metrics";

/** What there is to watch in an environment. */
export interface Watched {
  readonly environment: string;
  readonly logMetrics: LogMetrics;
  /** Absent where the environment has no sink. */
  readonly forwarding?: WatchedForwarding | undefined;
  /** Absent where the environment has no domain of its own. */
  readonly domain?: opensearch.IDomain | undefined;
}

/** The metric an alarm watches, or undefined where the environment does not have what it is about. */
export function watchedMetric(
  { metric, statistic, periodMinutes }: Alarm,
  { environment, logMetrics, forwarding, domain }: Watched,
): cloudwatch.IMetric | undefined {
  const options = { statistic, period: Duration.minutes(periodMinutes) };
  const each = (sources: readonly Source[] | undefined, name: string) =>
    (sources ?? []).map((source) => source.metric(name, options));
  switch (metric.of) {
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
      return together(statistic, each(forwarding?.forwarders, metric.name));
    case "invoked-forwarder":
      return forwarding?.readStream
        ? undefined
        : together(statistic, each(forwarding?.forwarders, metric.name));
    case "reading-forwarder":
      return forwarding?.readStream
        ? together(statistic, each(forwarding.forwarders, metric.name))
        : undefined;
    case "replay":
      return together(statistic, each(forwarding?.replays, metric.name));
    case "replay-queue":
      return together("Sum", messagesIn(forwarding?.replayQueues ?? [], options));
    case "replay-dead-letters":
      return together(statistic, each(forwarding?.deadLetters, metric.name));
    case "undelivered":
      return forwarding?.undelivered.metric(metric.name, options);
    case "domain":
      return domain?.metric(metric.name, options);
  }
}

/** What has metrics of its own: a function, a queue. */
interface Source {
  metric(name: string, options: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * Those that can be taken, and those that are hidden until the next attempt. The age of the oldest would say nothing:
 * SQS leaves out of it whatever was received three times.
 * Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS", ApproximateAgeOfOldestMessage.
 */
function messagesIn(queues: readonly sqs.IQueue[], options: cloudwatch.MetricOptions): cloudwatch.Metric[] {
  return queues.flatMap((queue) => [
    queue.metricApproximateNumberOfMessagesVisible(options),
    queue.metricApproximateNumberOfMessagesNotVisible(options),
  ]);
}

const FUNCTIONS = { Sum: "SUM", Maximum: "MAX", Minimum: "MIN" } as const satisfies Readonly<
  Record<Alarm["statistic"], string>
>;

/** Metrics of several functions or queues as one: an alarm is about what failed, and its article says how to find which. */
function together(
  statistic: Alarm["statistic"],
  metrics: readonly cloudwatch.Metric[],
): cloudwatch.IMetric | undefined {
  const [first, ...others] = metrics;
  if (!first || others.length === 0) return first;
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new cloudwatch.MathExpression({
    expression: `${FUNCTIONS[statistic]}([${named.map(([name]) => name).join(", ")}])`,
    usingMetrics: Object.fromEntries(named),
    period: first.period,
  });
}

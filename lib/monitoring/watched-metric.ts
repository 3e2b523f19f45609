import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { type Alarm, METRIC_NAMESPACE, METRICS } from "../catalog";
import type { LogMetrics } from "./log-metrics";

/** What there is to watch in an environment. */
export interface Watched {
  readonly environment: string;
  readonly logMetrics: LogMetrics;
  /** Absent where the environment has no sink. */
  readonly forwarder?: lambda.IFunction | undefined;
  /** Where Lambda puts the events that the forwarder gave up. */
  readonly undelivered?: sqs.IQueue | undefined;
  /** Absent where the environment has no domain of its own. */
  readonly domain?: opensearch.IDomain | undefined;
}

/** The metric an alarm watches, or undefined where the environment does not have what it is about. */
export function watchedMetric(
  { metric, statistic, periodMinutes }: Alarm,
  { environment, logMetrics, forwarder, undelivered, domain }: Watched,
): cloudwatch.IMetric | undefined {
  const options = { statistic, period: Duration.minutes(periodMinutes) };
  switch (metric.of) {
    case "log":
      return logMetrics.metric(metric.name, options);
    case "platform":
      return (
        forwarder &&
        new cloudwatch.Metric({
          namespace: METRIC_NAMESPACE,
          metricName: METRICS[metric.name].name,
          dimensionsMap: { Environment: environment },
          ...options,
        })
      );
    case "forwarder":
      return forwarder?.metric(metric.name, options);
    case "undelivered":
      return undelivered?.metric(metric.name, options);
    case "domain":
      return domain?.metric(metric.name, options);
  }
}

import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import {
  type CountedLog,
  LOG_METRICS,
  type LogMetric,
  type LogMetricId,
  logMetricNamespace,
} from "../../catalog";

export interface LogMetricsProps {
  readonly environment: string;
  readonly groups: Readonly<Record<CountedLog, logs.ILogGroup>>;
}

/**
 * The metric filters of every log metric: CloudWatch Logs evaluates log events itself, so these metrics exist even while
 * the forwarder is down.
 */
export class LogMetrics extends Construct {
  private readonly environment: string;

  constructor(scope: Construct, id: string, { environment, groups }: LogMetricsProps) {
    super(scope, id);

    this.environment = environment;
    for (const [metricId, metric] of Object.entries<LogMetric>(LOG_METRICS)) {
      for (const [index, pattern] of metric.patterns.entries()) {
        new logs.MetricFilter(this, index === 0 ? metricId : `${metricId}-${index + 1}`, {
          logGroup: groups[metric.log],
          filterPattern: logs.FilterPattern.literal(pattern),
          metricNamespace: logMetricNamespace(environment),
          metricName: metric.name,
          unit: UNITS[metric.unit],
          ...(metric.valueField === undefined
            ? { metricValue: "1", defaultValue: 0 }
            : // A default value would be a measurement that nobody made.
              { metricValue: `$.${metric.valueField}` }),
        });
      }
    }
  }

  metric(id: LogMetricId, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: logMetricNamespace(this.environment),
      metricName: LOG_METRICS[id].name,
      ...options,
    });
  }
}

const UNITS = {
  Count: cloudwatch.Unit.COUNT,
  Milliseconds: cloudwatch.Unit.MILLISECONDS,
} as const satisfies Readonly<Record<LogMetric["unit"], cloudwatch.Unit>>;

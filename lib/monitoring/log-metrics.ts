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
 * Metric filters: CloudWatch Logs counts log events itself, so these metrics exist even while the forwarder is down. A
 * log group can have 100 metric filters.
 */
export class LogMetrics extends Construct {
  private readonly environment: string;

  constructor(scope: Construct, id: string, { environment, groups }: LogMetricsProps) {
    super(scope, id);

    this.environment = environment;
    for (const [metricId, metric] of Object.entries(LOG_METRICS)) {
      new logs.MetricFilter(this, metricId, {
        logGroup: groups[metric.log],
        filterPattern: patternOf(metric),
        metricNamespace: logMetricNamespace(environment),
        metricName: metric.name,
        metricValue: "1",
        defaultValue: 0,
        unit: cloudwatch.Unit.COUNT,
      });
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

function patternOf(metric: LogMetric): logs.IFilterPattern {
  // A finding lists its identifiers in any order. A term pattern matches at any position.
  if (metric.log === "findings") return logs.FilterPattern.anyTerm(...metric.identifiers);
  return logs.FilterPattern.any(
    ...metric.levels.map((level) => logs.FilterPattern.stringValue("$.level", "=", level)),
  );
}

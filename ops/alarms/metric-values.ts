import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricAlarm,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";

/** Enough for the evaluation periods of every alarm, and some before. */
const PERIODS = 24;

export interface MetricValues {
  readonly periodSeconds: number;
  /** Oldest first. A period without data has no value. */
  readonly values: readonly { readonly at: string; readonly value: number }[];
}

/** The last values of what an alarm evaluates: a metric, or an expression over several. */
export async function metricValues(
  client: CloudWatchClient,
  alarm: MetricAlarm,
  now: number,
): Promise<MetricValues> {
  const queries = metricQueriesOf(alarm);
  const periodSeconds =
    queries.find(({ MetricStat }) => MetricStat?.Period !== undefined)?.MetricStat?.Period ?? 60;
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(now - PERIODS * periodSeconds * 1_000),
      EndTime: new Date(now),
      ScanBy: "TimestampAscending",
    }),
  );
  const [{ Timestamps = [], Values = [] } = {}] = MetricDataResults;
  return {
    periodSeconds,
    values: Timestamps.map((at, index) => ({ at: at.toISOString(), value: Values[index] ?? 0 })),
  };
}

/** An alarm on one metric has no queries of its own. */
export function metricQueriesOf({
  Metrics = [],
  Namespace,
  MetricName,
  Dimensions,
  Period,
  Statistic,
}: MetricAlarm): MetricDataQuery[] {
  if (Metrics.length > 0) return Metrics;
  return [
    {
      Id: "metric",
      MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic },
    },
  ];
}

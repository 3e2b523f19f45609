import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { LOGS, type LogId, logGroupName } from "../../catalog";
import { type CommandContext, OperatorError } from "../cli";
import { type LogVolumes, mapLogs } from "./estimate";

/**
 * Metrics of each log group. Source: Amazon CloudWatch Logs User Guide, "Monitoring usage with CloudWatch metrics":
 * IncomingBytes is the uncompressed size.
 */
const METRICS = ["IncomingBytes", "IncomingLogEvents"] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The average day since a time, in milliseconds since the epoch. The time is rounded down to an hour, as CloudWatch does
 * with the sums of an hour.
 *
 * @throws OperatorError if CloudWatch has no data of any log group
 */
export async function measuredVolumes(
  { aws, config: { environment } }: Pick<CommandContext, "aws" | "config">,
  since: number,
  now: number,
): Promise<LogVolumes> {
  const start = Math.floor(since / HOUR_MS) * HOUR_MS;
  if (now - since < HOUR_MS)
    throw new OperatorError(
      `--since is ${new Date(since).toISOString()}, expected a time at least one hour ago`,
    );
  const sums = await readSums(new CloudWatchClient(aws), environment, start, now);
  if (sums.size === 0)
    throw new OperatorError(
      `CloudWatch has no data about the log groups of ${environment} since ${new Date(start).toISOString()} in ` +
        `${aws.region}. Check the region and the profile, use an earlier --since, or state the volume with --gib-per-day.`,
    );
  const days = (now - start) / DAY_MS;
  const perDay = (log: LogId, metric: (typeof METRICS)[number]) =>
    (sums.get(queryId(log, metric)) ?? 0) / days;
  return mapLogs((log) => ({
    bytesPerDay: perDay(log, "IncomingBytes"),
    linesPerDay: perDay(log, "IncomingLogEvents"),
  }));
}

/** The sum of each metric that has data, by the id of its query. */
async function readSums(
  client: CloudWatchClient,
  environment: string,
  start: number,
  end: number,
): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries(environment),
        StartTime: new Date(start),
        EndTime: new Date(end),
        NextToken,
      }),
    );
    for (const { Id = "", Values = [] } of page.MetricDataResults ?? [])
      if (Values.length > 0)
        sums.set(
          Id,
          Values.reduce((sum, value) => sum + value, sums.get(Id) ?? 0),
        );
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return sums;
}

function queries(environment: string): MetricDataQuery[] {
  return LOGS.flatMap(({ id }) =>
    METRICS.map((metric) => ({
      Id: queryId(id, metric),
      MetricStat: {
        Metric: {
          Namespace: "AWS/Logs",
          MetricName: metric,
          Dimensions: [{ Name: "LogGroupName", Value: logGroupName(environment, id) }],
        },
        Period: HOUR_MS / 1_000,
        Stat: "Sum",
      },
    })),
  );
}

function queryId(log: LogId, metric: (typeof METRICS)[number]): string {
  return `${log}_${metric}`;
}
